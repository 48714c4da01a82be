package io.postern.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Whom a decision is about. In JSON and as a key: `client:203.0.113.7`, `network:203.0.113.0/24`.
public sealed interface Subject {

    record Client(Address address) implements Subject {
        public Client {
            Require.present(address, "subject");
        }

        @Override
        public String toString() {
            return "client:" + address;
        }
    }

    record Range(Network network) implements Subject {
        public Range {
            Require.present(network, "subject");
        }

        @Override
        public String toString() {
            return "network:" + network;
        }
    }

    @JsonValue
    default String key() {
        return toString();
    }

    /// @throws IllegalArgumentException when the kind is unknown or its value malformed
    @JsonCreator
    static Subject of(String key) {
        int colon = key == null ? -1 : key.indexOf(':');
        String kind = colon < 0 ? "" : key.substring(0, colon);
        return switch (kind) {
            case "client" -> new Client(Address.of(key.substring(colon + 1)));
            case "network" -> new Range(Network.of(key.substring(colon + 1)));
            default -> throw new IllegalArgumentException("subject: unknown kind in " + Text.clean(key));
        };
    }
}
