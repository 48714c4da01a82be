package io.postern.collector.enforcing;

import io.postern.events.Network;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What is still to be done on the host, the latest wish of each network, oldest first.
///
/// It is done in batches. A batch that fails is tried again in halves, down to one; the one that fails alone is set
/// aside, so that it holds up nobody, and while others succeed the batches grow again.
final class Backlog {

    private final int most;
    private final SequencedMap<Network, Wish> wishes = new LinkedHashMap<>();
    private final Map<Network, Wish> aside = new LinkedHashMap<>();
    private int size;

    /// @param most in a batch
    Backlog(int most) {
        this.most = most;
        this.size = most;
    }

    synchronized void add(Network network, Wish wish) {
        aside.remove(network);
        wishes.putLast(network, wish);
    }

    synchronized void addUnlessWished(Network network, Wish wish) {
        if (!aside.containsKey(network)) {
            wishes.putIfAbsent(network, wish);
        }
    }

    synchronized Map<Network, Wish> next() {
        Map<Network, Wish> batch = new LinkedHashMap<>();
        for (Iterator<Map.Entry<Network, Wish>> all = wishes.entrySet().iterator();
                all.hasNext() && batch.size() < size; ) {
            Map.Entry<Network, Wish> wish = all.next();
            batch.put(wish.getKey(), wish.getValue());
            all.remove();
        }
        return batch;
    }

    synchronized void succeeded() {
        size = Math.min(most, size * 2);
    }

    /// A newer wish of the same network stands.
    ///
    /// @return whether a smaller batch may do better; otherwise it is set aside
    synchronized boolean failed(Map<Network, Wish> batch) {
        if (batch.size() == 1) {
            batch.forEach((network, wish) -> {
                if (!wishes.containsKey(network)) {
                    aside.put(network, wish);
                }
            });
            return false;
        }
        SequencedMap<Network, Wish> newer = new LinkedHashMap<>(wishes);
        wishes.clear();
        wishes.putAll(batch);
        wishes.putAll(newer);
        size = batch.size() / 2;
        return true;
    }

    /// Takes up again what was set aside.
    synchronized void retry() {
        aside.forEach(wishes::putIfAbsent);
        aside.clear();
    }

    /// Whether there is anything to do at once.
    synchronized boolean isEmpty() {
        return wishes.isEmpty();
    }

    /// With what was set aside.
    synchronized int size() {
        return wishes.size() + aside.size();
    }
}
