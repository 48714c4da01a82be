package io.postern.enricher.registries;

import io.postern.events.ClientProfile.Registration.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Keeps us from asking a server more than it wants to be asked: a few questions a second with a little in hand, a
/// pause when it asks for one, and a pause when it fails again and again.
public final class ServerGuard {

    /// @param perSecond questions to one server, on the average
    /// @param burst questions at once
    /// @param failures in a row after which a server is left alone
    /// @param pause how long it is left alone
    public record Limits(double perSecond, int burst, int failures, Duration pause) {}

    private static final int MOST_SERVERS = 256;

    private final Limits limits;
    private final Clock clock;
    private final Map<String, State> servers = new HashMap<>();

    private static final class State {
        private double tokens;
        private Instant filled;
        private Instant notBefore = Instant.MIN;
        private int failures;
    }

    public ServerGuard(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// Counts one question.
    ///
    /// @throws RegistryException RATE_LIMITED when it must not be asked now; its `retryAfter` says how long
    synchronized void ask(String server) throws RegistryException {
        Instant now = clock.instant();
        State state = state(server, now);
        if (now.isBefore(state.notBefore)) {
            throw new RegistryException(
                    Status.RATE_LIMITED, "the server is left alone", Duration.between(now, state.notBefore));
        }
        double seconds = Duration.between(state.filled, now).toNanos() / 1e9;
        state.tokens = Math.min(limits.burst(), state.tokens + Math.max(0, seconds) * limits.perSecond());
        state.filled = now;
        if (state.tokens < 1) {
            long millis = (long) Math.ceil((1 - state.tokens) / limits.perSecond() * 1000);
            throw new RegistryException(Status.RATE_LIMITED, "asked too often", Duration.ofMillis(millis));
        }
        state.tokens--;
    }

    synchronized void answered(String server) {
        state(server, clock.instant()).failures = 0;
    }

    synchronized void failed(String server, RegistryException failure) {
        Instant now = clock.instant();
        State state = state(server, now);
        if (failure.status() == Status.NOT_FOUND) {
            state.failures = 0;
        } else if (failure.retryAfter() != null) {
            state.notBefore = now.plus(failure.retryAfter());
        } else if (++state.failures >= limits.failures()) {
            state.failures = 0;
            state.notBefore = now.plus(limits.pause());
        }
    }

    private State state(String server, Instant now) {
        if (servers.size() > MOST_SERVERS) { // referrals name servers: an answer must not fill the memory
            servers.clear();
        }
        return servers.computeIfAbsent(server, name -> {
            State state = new State();
            state.tokens = limits.burst();
            state.filled = now;
            return state;
        });
    }
}
