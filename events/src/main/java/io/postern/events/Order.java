package io.postern.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What an [OperatorCommand] is about.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Order.Ban.class, name = "ban"),
    @JsonSubTypes.Type(value = Order.Unban.class, name = "unban"),
    @JsonSubTypes.Type(value = Order.Allow.class, name = "allow"),
    @JsonSubTypes.Type(value = Order.Disallow.class, name = "disallow"),
    @JsonSubTypes.Type(value = Order.AddEntry.class, name = "add_entry"),
    @JsonSubTypes.Type(value = Order.RemoveEntry.class, name = "remove_entry"),
    @JsonSubTypes.Type(value = Order.SetMode.class, name = "set_mode"),
})
public sealed interface Order {

    /// Keep the network out, unless it must never be banned.
    record Ban(Network network) implements Order {
        public Ban {
            Require.present(network, "order.network");
        }

        @Override
        public String target() {
            return key(network);
        }
    }

    /// Lift whatever keeps the network or any part of it out, and forget what was counted against it.
    record Unban(Network network) implements Order {
        public Unban {
            Require.present(network, "order.network");
        }

        @Override
        public String target() {
            return key(network);
        }
    }

    /// Never ban the network, and lift what is in force.
    record Allow(Network network) implements Order {
        public Allow {
            Require.present(network, "order.network");
        }

        @Override
        public String target() {
            return key(network);
        }
    }

    /// Take back an earlier `allow` of exactly this network.
    record Disallow(Network network) implements Order {
        public Disallow {
            Require.present(network, "order.network");
        }

        @Override
        public String target() {
            return key(network);
        }
    }

    /// @param list the list's name
    /// @param entry as a line of the list's file has it
    record AddEntry(String list, String entry) implements Order {
        public AddEntry {
            Require.text(list, "order.list");
            entry = Text.clean(Require.text(entry, "order.entry"));
        }

        @Override
        public String target() {
            return list;
        }
    }

    /// Take back an earlier [AddEntry] of exactly this entry.
    record RemoveEntry(String list, String entry) implements Order {
        public RemoveEntry {
            Require.text(list, "order.list");
            entry = Text.clean(Require.text(entry, "order.entry"));
        }

        @Override
        public String target() {
            return list;
        }
    }

    /// @param mode the rule's mode from now on (`enforce`, `simulate`); null for what its file says
    record SetMode(String rule, String mode) implements Order {
        public SetMode {
            Require.text(rule, "order.rule");
        }

        @Override
        public String target() {
            return rule;
        }
    }

    /// What it is about, as the key of its record: an address, a network, a list's or a rule's name.
    String target();

    /// A single address is its own key, as it is in the attempts.
    private static String key(Network network) {
        return network.isSingle() ? network.base().toString() : network.toString();
    }
}
