package io.postern.cli.replay;

import io.postern.events.Decision.Effect;
import io.postern.events.Network;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the decisions add up to.
public final class Totals {

    /// One network's bans together.
    ///
    /// @param counted tries that were counted into them
    public record Banned(Network network, int bans, long counted, Instant first, Instant last) {

        private static Banned plus(Banned some, Banned more) {
            return new Banned(some.network, some.bans + more.bans, some.counted + more.counted, some.first, more.last);
        }
    }

    private final Map<Network, Banned> banned = new HashMap<>();
    private final Map<Effect, Long> decisions = new TreeMap<>();
    private final Map<String, Long> exemptions = new TreeMap<>();

    void add(Entry entry) {
        decisions.merge(entry.effect(), 1L, Long::sum);
        switch (entry.effect()) {
            case BANNED ->
                banned.merge(
                        entry.network(),
                        new Banned(entry.network(), 1, entry.counted(), entry.from(), entry.from()),
                        Banned::plus);
            case EXEMPT -> exemptions.merge(entry.why(), 1L, Long::sum);
            case DENIED, DELAYED, ALERTED, LIFTED, SIMULATED, EXPIRED -> {}
        }
    }

    long decisions(Effect effect) {
        return decisions.getOrDefault(effect, 0L);
    }

    int networks() {
        return banned.size();
    }

    /// Why somebody was spared, and how often.
    Map<String, Long> exemptions() {
        return exemptions;
    }

    /// The networks banned most often.
    List<Banned> top(int most) {
        return banned.values().stream()
                .sorted(Comparator.comparingInt(Banned::bans)
                        .thenComparingLong(Banned::counted)
                        .reversed()
                        .thenComparing(total -> total.network().base()))
                .limit(most)
                .toList();
    }
}
