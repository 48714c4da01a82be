package io.postern.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/// Whom a decision is about. In JSON and as a key: `client:203.0.113.7`, `network:203.0.113.0/24`,
/// `account:ada@example.org`, `login:203.0.113.7/ada@example.org`, `asn:64496`.
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

    /// @param name as attempts have it: clean, in lower case
    record Account(String name) implements Subject {
        public Account {
            Require.text(name, "subject");
        }

        @Override
        public String toString() {
            return "account:" + name;
        }
    }

    /// One client's tries of one account.
    record Login(Address client, String account) implements Subject {
        public Login {
            Require.present(client, "subject");
            Require.text(account, "subject");
        }

        @Override
        public String toString() {
            return "login:" + client + "/" + account;
        }
    }

    /// Everything of one autonomous system.
    record Asn(long number) implements Subject {
        public Asn {
            Require.atLeast(1, number, "subject");
        }

        @Override
        public String toString() {
            return "asn:" + number;
        }
    }

    /// The network that a ban of it keeps out; empty for an account or autonomous system.
    default Optional<Network> asNetwork() {
        return switch (this) {
            case Client client -> Optional.of(Network.of(client.address()));
            case Login login -> Optional.of(Network.of(login.client()));
            case Range range -> Optional.of(range.network());
            case Account account -> Optional.empty();
            case Asn asn -> Optional.empty();
        };
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
        String value = colon < 0 ? "" : key.substring(colon + 1);
        return switch (kind) {
            case "client" -> new Client(Address.of(value));
            case "network" -> new Range(Network.of(value));
            case "account" -> new Account(value);
            case "login" -> login(value);
            case "asn" -> new Asn(asn(value));
            default -> throw new IllegalArgumentException("subject: unknown kind in " + Text.clean(key));
        };
    }

    private static Login login(String value) {
        int slash = value.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("subject: no account in login:" + Text.clean(value));
        }
        return new Login(Address.of(value.substring(0, slash)), value.substring(slash + 1));
    }

    private static long asn(String value) {
        if (!value.matches("\\d{1,10}")) {
            throw new IllegalArgumentException("subject: not an AS number: " + Text.clean(value));
        }
        return Long.parseLong(value);
    }
}
