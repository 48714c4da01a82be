package io.postern.cli.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Network;
import io.postern.policy.deciding.Conclusion;
import java.time.Instant;
import java.util.List;

/// One decision, as it is printed.
///
/// @param subject whom it is about, as decisions name him: `client:203.0.113.7`, `account:ada@example.org`
/// @param network the same as a network; null when it is none
/// @param from when the ban would have begun
/// @param counted tries within the window
/// @param first when the earliest of them was
/// @param accounts the newest few that were tried; an attacker wrote them
/// @param lines the newest few that count, each as `FILE:LINE`
/// @param why why nobody is banned; null when somebody is
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        String subject,
        Network network,
        Effect effect,
        Instant from,
        Instant until,
        String rule,
        int counted,
        int limit,
        long withinSeconds,
        Instant first,
        Instant last,
        List<String> accounts,
        List<String> hosts,
        List<String> lines,
        String why) {

    static Entry of(Conclusion conclusion) {
        Decision decision = conclusion.decision();
        Decision.Evidence evidence = decision.evidence();
        return new Entry(
                decision.subject().key(),
                decision.network().orElse(null),
                decision.effect(),
                decision.at(),
                decision.until(),
                decision.rule(),
                evidence.count(),
                evidence.limit(),
                evidence.within().toSeconds(),
                evidence.first(),
                evidence.last(),
                evidence.accounts(),
                evidence.hosts(),
                evidence.attempts(),
                decision.exemption());
    }

    /// `203.0.113.7/32` or `account:ada@example.org`.
    String who() {
        return network == null ? subject : network.toString();
    }

    /// Whether it keeps the same network out for the same time, for the same rule.
    boolean sameBanAs(Entry other) {
        return network.equals(other.network)
                && from.equals(other.from)
                && until.equals(other.until)
                && rule.equals(other.rule);
    }
}
