package io.postern.collector.enforcing;

import io.postern.events.Address;
import io.postern.events.Enforcement.Occasion;
import io.postern.events.Network;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Keeps one enforcer as it is wanted to be, on a thread of its own: does what is wished, looks whether somebody else
/// changed something, and tries again what failed.
final class Keeper implements Runnable {

    /// @param check how often to look whether somebody changed something
    /// @param checkAll how often to read everything, although nothing seems changed
    record Pace(Duration check, Duration checkAll, Duration shortestRetry, Duration longestRetry) {

        static Pace of(Duration check) {
            return new Pace(check, Duration.ofHours(1), Duration.ofMillis(250), Duration.ofSeconds(30));
        }
    }

    /// So many single failures in a row are no matter of single networks.
    private static final int ENOUGH = 3;

    private final Enforcer enforcer;
    private final Wanted wanted;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final InForce inForce;
    private final Troubles troubles;
    private final Backlog backlog;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Semaphore signal = new Semaphore(0);

    private volatile AtStop stop;
    private boolean isBegun;
    private boolean prepared;
    private boolean reconciled;
    private Occasion occasion = Occasion.START;
    private long nextCheck;
    private long nextCheckOfAll;
    private int failuresInARow;

    Keeper(Enforcer enforcer, Wanted wanted, Announcer announcer, Pace pace, LongSupplier nanoTime) {
        this.enforcer = enforcer;
        this.wanted = wanted;
        this.pace = pace;
        this.nanoTime = nanoTime;
        this.backlog = new Backlog(enforcer.mostAtOnce());
        this.inForce = new InForce(enforcer, announcer);
        this.troubles = new Troubles(enforcer.name(), announcer, pace.shortestRetry(), pace.longestRetry());
        this.nextCheck = nextCheckOfAll = nanoTime.getAsLong();
    }

    String name() {
        return enforcer.name();
    }

    void wish(Network network, Wish wish) {
        backlog.add(network, wish);
        wake();
    }

    /// To compare everything anew.
    void recheck() {
        orders.add(() -> reconciled = false);
        wake();
    }

    /// Lets the address in at once, whatever keeps it out, and whatever else waits.
    ///
    /// @param dryRun whether only to tell
    /// @return what covered it
    CompletableFuture<Map<Network, HeldBan>> letIn(Address address, boolean dryRun) {
        return order(() -> inForce.letIn(address, dryRun));
    }

    /// @return at most so many of what is in force
    CompletableFuture<Map<Network, HeldBan>> some(int most) {
        return order(() -> inForce.some(most));
    }

    /// Ends the thread after what it is doing.
    void stop(AtStop how) {
        stop = how;
        wake();
    }

    /// Networks in force.
    int count() {
        return inForce.count();
    }

    /// Changes that are still to be made.
    int waiting() {
        return backlog.size();
    }

    /// What cannot be done at present; null when all is well.
    String trouble() {
        return troubles.current();
    }

    @Override
    public void run() {
        try {
            while (stop == null) {
                if (signal.tryAcquire(turn(), TimeUnit.NANOSECONDS)) {
                    signal.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /// @return nanoseconds until there is something to do
    long turn() {
        if (isBegun) {
            obey();
        }
        long now = nanoTime.getAsLong();
        if (failuresInARow >= ENOUGH && troubles.retryAfter(now) > 0) {
            return troubles.retryAfter(now);
        }
        try {
            keepUp(now);
        } catch (EnforcementException | RuntimeException e) {
            failuresInARow = ENOUGH;
            prepared = false;
            reconciled = false;
            troubles.add(e, backlog.size(), nanoTime.getAsLong());
        }
        if (!isBegun) {
            isBegun = true; // who asks at the very start gets an answer from a host that was looked at
            obey();
        }
        long later = nanoTime.getAsLong();
        long check = nextCheck - later;
        return Math.max(0, troubles.current() == null ? check : Math.min(check, troubles.retryAfter(later)));
    }

    private void keepUp(long now) throws EnforcementException {
        if (troubles.retryAfter(now) <= 0) {
            backlog.retry();
        }
        if (!prepared) {
            enforcer.prepare();
            if (!wanted.isComplete()) {
                inForce.learn();
            }
            prepared = true;
        }
        if (!reconciled && wanted.isComplete()) {
            reconcile();
        } else if (now - nextCheck >= 0) {
            nextCheck = now + pace.check().toNanos();
            check(now);
        }
        while (!backlog.isEmpty() && stop == null) {
            obey();
            applyNext();
        }
        if (backlog.size() == 0) {
            failuresInARow = 0;
            troubles.over();
        }
    }

    private void check(long now) throws EnforcementException {
        if (now - nextCheckOfAll >= 0 || enforcer.mayBeDisturbed()) {
            nextCheckOfAll = now + pace.checkAll().toNanos();
            enforcer.prepare();
            if (wanted.isComplete()) {
                reconcile();
            } else {
                inForce.learn();
            }
        }
        if (!wanted.isComplete()) {
            inForce.endWhatIsOver(backlog);
        }
    }

    private void reconcile() throws EnforcementException {
        inForce.reconcile(wanted, backlog, occasion);
        reconciled = true;
        occasion = Occasion.RESTORED;
    }

    private void applyNext() throws EnforcementException {
        Map<Network, Wish> batch = backlog.next();
        try {
            inForce.apply(batch);
            failuresInARow = 0;
            backlog.succeeded();
        } catch (EnforcementException | RuntimeException e) {
            if (backlog.failed(batch)) {
                return; // in halves
            }
            troubles.add(e, backlog.size(), nanoTime.getAsLong());
            if (++failuresInARow >= ENOUGH) {
                throw new EnforcementException(Troubles.message(e), e);
            }
        }
    }

    private <T> CompletableFuture<T> order(Callable<T> what) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        orders.add(() -> {
            try {
                answer.complete(what.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        wake();
        return answer;
    }

    private void obey() {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
    }

    private void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private void end() {
        if (stop == AtStop.FLUSH) {
            try {
                inForce.flush();
            } catch (EnforcementException | RuntimeException e) {
                troubles.add(e, inForce.count(), nanoTime.getAsLong());
            }
        }
        enforcer.close();
    }
}
