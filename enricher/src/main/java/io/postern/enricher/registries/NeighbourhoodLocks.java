package io.postern.enricher.registries;

import io.postern.events.Network;
import java.util.concurrent.locks.ReentrantLock;

/// A lock for each network, of which some share one: a look-up that waits for a stranger's is only late.
final class NeighbourhoodLocks {

    private static final int LOCKS = 64;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    NeighbourhoodLocks() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /// Held until closed.
    record Held(ReentrantLock lock) implements AutoCloseable {

        @Override
        public void close() {
            lock.unlock();
        }
    }

    Held hold(Network network) throws InterruptedException {
        ReentrantLock lock = locks[Math.floorMod(network.hashCode(), LOCKS)];
        lock.lockInterruptibly();
        return new Held(lock);
    }
}
