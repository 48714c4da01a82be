package io.postern.collector.enforcing;

import io.postern.events.Network;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/// Says what another enforcer would have done, and touches nothing.
public final class DryRun implements Enforcer {

    private static final Logger LOG = Logger.getLogger(DryRun.class);
    private static final int MOST_NAMED = 20;

    private final String name;
    private final Map<Network, Duration> bans = new HashMap<>();

    /// @param name of the enforcer in whose place it is
    public DryRun(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare() {
        // nothing is needed
    }

    @Override
    public boolean mayBeDisturbed() {
        return false;
    }

    @Override
    public Map<Network, Duration> inForce() {
        Map<Network, Duration> known = new HashMap<>();
        bans.keySet().forEach(network -> known.put(network, Duration.ZERO));
        return known;
    }

    @Override
    public void apply(Changes changes) {
        bans.putAll(changes.ban());
        bans.keySet().removeAll(changes.lift());
        changes.ban().entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(ban -> LOG.infof(
                        "Dry run, would be kept out: enforcer=%s network=%s seconds=%d",
                        name, ban.getKey(), ban.getValue().toSeconds()));
        changes.lift().stream()
                .limit(MOST_NAMED)
                .forEach(network -> LOG.infof("Dry run, would be let in: enforcer=%s network=%s", name, network));
        int more = Math.max(0, changes.ban().size() - MOST_NAMED)
                + Math.max(0, changes.lift().size() - MOST_NAMED);
        if (more > 0) {
            LOG.infof("Dry run: enforcer=%s and %d more", name, more);
        }
    }

    @Override
    public void remove() {
        bans.clear();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
