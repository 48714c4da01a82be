package io.postern.collector.enforcing;

import java.time.Duration;
import java.util.List;

/// How this host's bans are doing.
///
/// @param complete whether all bans of the cluster are known; until then, what is in force stays
/// @param bans what the cluster wants
/// @param spared of these, not put in force: exempt or unlocked here
/// @param clockAhead how far the host's clock is ahead of the cluster's, negative when behind
public record AgentStatus(
        boolean dryRun, boolean complete, int bans, int spared, Duration clockAhead, List<EnforcerStatus> enforcers) {

    /// @param inForce networks
    /// @param waiting changes that are still to be made
    /// @param trouble what cannot be done at present; null when all is well
    public record EnforcerStatus(String name, int inForce, int waiting, String trouble) {}

    public boolean isWell() {
        return enforcers.stream().allMatch(enforcer -> enforcer.trouble() == null);
    }
}
