package io.postern.collector.enforcing;

import io.postern.events.Address;
import io.postern.events.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/// The bans that the cluster wants, and in which order they end. For one thread at a time.
final class Ledger {

    private record End(long at, Network network) {}

    /// Ends of bans that have another end by now may be so many before they are swept out.
    private static final int OUTDATED = 1_000;

    private final Map<Network, HeldBan> bans = new HashMap<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::at));

    /// A million bans know a handful of rules: each name is kept once.
    private final Map<String, String> rules = new HashMap<>();

    /// @return the ban on the network that this one replaces, or null
    HeldBan put(Network network, HeldBan ban) {
        String rule = rules.computeIfAbsent(ban.rule(), same -> same);
        HeldBan kept = new HeldBan(ban.until(), ban.from(), ban.written(), rule, ban.decision());
        ends.add(new End(ban.until(), network));
        HeldBan before = bans.put(network, kept);
        if (ends.size() > 2 * bans.size() + OUTDATED) {
            ends.clear();
            bans.forEach((held, current) -> ends.add(new End(current.until(), held)));
        }
        return before;
    }

    HeldBan remove(Network network) {
        return bans.remove(network);
    }

    HeldBan get(Network network) {
        return bans.get(network);
    }

    int size() {
        return bans.size();
    }

    /// Takes out those whose time is over.
    Map<Network, HeldBan> takeEnded(Instant now) {
        Map<Network, HeldBan> ended = new HashMap<>();
        while (!ends.isEmpty() && ends.peek().at() <= now.toEpochMilli()) {
            Network network = ends.poll().network();
            HeldBan ban = bans.get(network);
            if (ban != null && ban.isOver(now)) {
                ended.put(network, bans.remove(network));
            }
        }
        return ended;
    }

    List<Network> covering(Address address) {
        List<Network> covering = new ArrayList<>();
        for (Network network : bans.keySet()) {
            if (network.contains(address)) {
                covering.add(network);
            }
        }
        return covering;
    }

    void forEach(BiConsumer<Network, HeldBan> action) {
        bans.forEach(action);
    }
}
