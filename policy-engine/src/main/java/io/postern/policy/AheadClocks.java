package io.postern.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/// Tells of each host whose clock is ahead, once an hour.
final class AheadClocks {

    private static final Logger LOG = Logger.getLogger(AheadClocks.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int MOST_HOSTS = 1000;

    private final Map<String, Instant> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_HOSTS;
        }
    };

    /// Whether it was told.
    boolean seen(String host, Duration ahead, Instant now) {
        Instant last = told.get(host);
        if (last != null && last.plus(EVERY).isAfter(now)) {
            return false;
        }
        told.put(host, now);
        LOG.warnf(
                "a mail host's clock is ahead; its attempts count at the time they arrive host=%s ahead=%s",
                host, ahead);
        return true;
    }
}
