package io.postern.enricher.lookups;

import io.postern.events.Address;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Look-ups under way and waiting: each client once, few at a time, no more than fit. A full queue refuses the newcomer
/// and drops nobody.
public final class LookupQueue {

    private final int concurrency;
    private final int capacity;
    private final Function<Address, CompletionStage<?>> lookup;

    private final Set<Address> pending = new HashSet<>();
    private final Queue<Address> waiting = new ArrayDeque<>();
    private int running;

    /// @param waiting how many may wait besides those under way
    /// @param lookup never blocks; its place is free for the next when its stage is done, well or not
    public LookupQueue(int concurrency, int waiting, Function<Address, CompletionStage<?>> lookup) {
        if (concurrency < 1 || waiting < 0) {
            throw new IllegalArgumentException(
                    "look-ups: at least 1 at a time and 0 waiting, was " + concurrency + " and " + waiting);
        }
        this.concurrency = concurrency;
        this.capacity = concurrency + waiting;
        this.lookup = lookup;
    }

    /// Whether the client's look-up is under way or will be; false when there is no room.
    public boolean offer(Address client) {
        synchronized (this) {
            if (pending.contains(client)) {
                return true;
            }
            if (pending.size() >= capacity) {
                return false;
            }
            pending.add(client);
            waiting.add(client);
        }
        startNext();
        return true;
    }

    public synchronized boolean contains(Address client) {
        return pending.contains(client);
    }

    public synchronized int size() {
        return pending.size();
    }

    private void startNext() {
        for (Address client = next(); client != null; client = next()) {
            start(client);
        }
    }

    private synchronized Address next() {
        if (running >= concurrency || waiting.isEmpty()) {
            return null;
        }
        running++;
        return waiting.remove();
    }

    private void start(Address client) {
        boolean[] here = {true};
        CompletionStage<?> done = lookup.apply(client);
        done.whenComplete((result, failure) -> {
            synchronized (this) {
                running--;
                pending.remove(client);
            }
            if (!here[0]) { // else the loop that started it goes on anyway, and the stack does not grow
                startNext();
            }
        });
        here[0] = false;
    }
}
