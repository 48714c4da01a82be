package io.postern.events;

import java.time.Instant;

/// One mail host's word on a ban: in force there, not in force any more, or why not. Keyed by host.
///
/// That a ban was decided is in the bans; only this says that it keeps anybody out.
///
/// @param at when it happened there, by the cluster's clock as the host knows it
/// @param network null when the trouble is not about one ban
/// @param enforcer what did it on the host (`nftables`, `postfix`); null when it is about all of them
/// @param dryRun whether the host only said what it would have done
public record EnforcementEvent(
        String host, Instant at, Network network, String enforcer, boolean dryRun, Enforcement enforcement)
        implements Event {

    public EnforcementEvent {
        host = Text.clean(Require.text(host, "host"));
        Require.present(at, "at");
        enforcer = Text.clean(enforcer);
        Require.present(enforcement, "enforcement");
        if (!(enforcement instanceof Enforcement.EnforcementFailed)) {
            Require.present(network, "network");
        }
    }
}
