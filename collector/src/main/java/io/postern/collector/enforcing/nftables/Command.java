package io.postern.collector.enforcing.nftables;

import io.postern.events.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// One step of a transaction on the table. None fails because what it makes is there already.
sealed interface Command {

    String TABLE = "postern";
    String CHAIN = "incoming";
    String PORTS = "ports";

    /// Networks in one step; a list of more would not fit into an attribute of a message.
    int AT_ONCE = 1500;

    record MakeTable() implements Command {}

    record DropTable() implements Command {}

    /// An empty chain instead of the one that may be there.
    ///
    /// @param priority among the chains of the hook prerouting; the lowest is first
    record NewChain(int priority) implements Command {}

    record MakeSet(BanSet set) implements Command {}

    /// The ports that {@link Rule.OnlyPorts} means, instead of those that may be there.
    record SetPorts(List<Integer> ports) implements Command {}

    /// At the end of the chain.
    record AddRule(Rule rule) implements Command {}

    /// At most {@link #AT_ONCE}; for who is in the set already the new time counts.
    record Put(BanSet set, List<Map.Entry<Network, Duration>> bans) implements Command {}

    /// At most {@link #AT_ONCE}; they may be there or not.
    record Take(BanSet set, List<Network> networks) implements Command {}

    /// In as many steps as it takes.
    static Stream<Command> put(BanSet set, List<Map.Entry<Network, Duration>> bans) {
        return bans.stream().gather(Gatherers.windowFixed(AT_ONCE)).map(step -> new Put(set, step));
    }

    /// In as many steps as it takes.
    static Stream<Command> take(BanSet set, List<Network> networks) {
        return networks.stream().gather(Gatherers.windowFixed(AT_ONCE)).map(step -> new Take(set, step));
    }
}
