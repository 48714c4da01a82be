package io.postern.collector.enforcing;

import io.postern.events.Enforcement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/// What goes wrong with one enforcer: each cause is said once, in the log and as an event, until all is well again;
/// and when to try again.
final class Troubles {

    private static final Logger LOG = Logger.getLogger(Keeper.class);

    /// Beyond it, new causes are told by their metric alone.
    private static final int MOST = 16;

    private final String enforcer;
    private final Announcer announcer;
    private final Duration shortest;
    private final Duration longest;
    private final Set<String> told = new HashSet<>();
    private volatile String current;
    private Duration pause;
    private long retryAt;

    Troubles(String enforcer, Announcer announcer, Duration shortest, Duration longest) {
        this.enforcer = enforcer;
        this.announcer = announcer;
        this.shortest = shortest;
        this.longest = longest;
        this.pause = shortest;
    }

    void add(Exception e, int waiting, long now) {
        String message = message(e);
        if (now - retryAt >= 0 || current == null) {
            retryAt = now + pause.toNanos();
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(longest) < 0 ? doubled : longest;
        }
        current = message;
        if (told.size() < MOST && told.add(message.replaceAll("[0-9a-f.:/]*\\d[0-9a-f.:/]*", "#"))) {
            LOG.warnf("Bans are not in force as they should, trying on: enforcer=%s why=\"%s\"", enforcer, message);
            announcer.tell(null, enforcer, new Enforcement.EnforcementFailed(message, waiting));
        }
    }

    /// All is as it should be.
    void over() {
        if (current != null) {
            LOG.infof("Bans are in force as they should: enforcer=%s", enforcer);
        }
        current = null;
        told.clear();
        pause = shortest;
    }

    /// Null when all is well.
    String current() {
        return current;
    }

    /// Nanoseconds; not positive when it is time.
    long retryAfter(long now) {
        return current == null ? 0 : retryAt - now;
    }

    static String message(Exception e) {
        return e instanceof EnforcementException && e.getMessage() != null ? e.getMessage() : e.toString();
    }
}
