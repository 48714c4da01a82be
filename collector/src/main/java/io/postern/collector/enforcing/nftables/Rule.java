package io.postern.collector.enforcing.nftables;

import io.postern.collector.enforcing.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;

/// A rule of the chain. What the table does not judge leaves the chain first, so that the other rules see only packets
/// that a ban can stop. To accept here lets a packet go on to the other chains: it overrules none of them.
sealed interface Rule {

    /// Says in the ruleset what the rule is for, and tells it from the others when they are read back.
    String comment();

    record KeepEstablished() implements Rule {
        @Override
        public String comment() {
            return "what is established goes on";
        }
    }

    record OnlyTcp() implements Rule {
        @Override
        public String comment() {
            return "only TCP is judged";
        }
    }

    /// @see Command.SetPorts
    record OnlyPorts() implements Rule {
        @Override
        public String comment() {
            return "only these ports are judged";
        }
    }

    record Drop(BanSet set) implements Rule {
        @Override
        public String comment() {
            return set.name();
        }
    }

    /// All of the chain's, in their order.
    static List<Rule> all(Traffic traffic, SequencedCollection<BanSet> sets) {
        List<Rule> rules = new ArrayList<>();
        if (traffic.keepEstablished()) {
            rules.add(new KeepEstablished());
        }
        if (!traffic.ports().isEmpty()) {
            rules.add(new OnlyTcp());
            rules.add(new OnlyPorts());
        }
        sets.stream().map(Drop::new).forEach(rules::add);
        return rules;
    }
}
