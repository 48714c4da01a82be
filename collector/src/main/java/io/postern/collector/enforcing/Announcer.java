package io.postern.collector.enforcing;

import io.postern.events.Enforcement;
import io.postern.events.EnforcementEvent;
import io.postern.events.Network;
import java.util.function.Consumer;

/// This host's word on its bans.
///
/// @param sink takes events from any thread and never waits
record Announcer(String host, boolean dryRun, ClusterClock clock, Consumer<EnforcementEvent> sink) {

    /// @param network null when it is about no single one
    /// @param enforcer null when it is about all of them
    void tell(Network network, String enforcer, Enforcement what) {
        sink.accept(new EnforcementEvent(host, clock.now(), network, enforcer, dryRun, what));
    }
}
