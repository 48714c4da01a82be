package io.postern.collector.enforcing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// What time it is for the cluster: the brokers' clock, which stamps every ban, as far as this host knows it.
///
/// The host's own clock may be wrong, or jump. It is believed only until the broker's is known: each record that the
/// broker confirms tells it, and from there on the machine's uptime counts, whatever becomes of its clock. A machine
/// that sleeps does not count; the next confirmation puts that right.
public final class ClusterClock {

    private record Anchor(Instant time, long nanos, boolean measured) {}

    private final Clock host;
    private final LongSupplier nanoTime;
    private volatile Anchor anchor;

    public ClusterClock(Clock host, LongSupplier nanoTime) {
        this.host = host;
        this.nanoTime = nanoTime;
    }

    /// The broker confirms a moment after it has stamped.
    ///
    /// @param stamp of a record that was written just now
    /// @return how far the time moved on by it, or back when negative
    public Duration confirmed(Instant stamp) {
        Duration moved = Duration.between(now(), stamp);
        anchor = new Anchor(stamp, nanoTime.getAsLong(), true);
        return moved;
    }

    /// Of a record that was written at any time before: it is at least so late. Says nothing new once it was measured.
    void notBefore(Instant stamp) {
        if (!isMeasured() && stamp.isAfter(now())) {
            anchor = new Anchor(stamp, nanoTime.getAsLong(), false);
        }
    }

    public boolean isMeasured() {
        Anchor known = anchor;
        return known != null && known.measured();
    }

    public Instant now() {
        Anchor known = anchor;
        return known == null ? host.instant() : known.time().plusNanos(nanoTime.getAsLong() - known.nanos());
    }

    /// How far the host's clock is ahead of the cluster's, negative when it is behind; zero while that is not known.
    public Duration hostAhead() {
        return isMeasured() ? Duration.between(now(), host.instant()) : Duration.ZERO;
    }
}
