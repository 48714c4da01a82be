package io.postern.policy.deciding;

import io.postern.events.Address;
import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Decision.Evidence;
import io.postern.events.Network;
import io.postern.events.Subject;
import io.postern.policy.rules.Rule;
import java.time.Instant;
import java.util.Optional;

/// Says what follows when a client has reached a rule's limit. The same evidence gives the same conclusion, with the
/// same id, however often it is judged and whatever the time of day.
public final class Judge {

    private final Exemptions exemptions;

    public Judge(Exemptions exemptions) {
        this.exemptions = exemptions;
    }

    /// @param appended when the broker took in the attempt that completed the evidence: what was over by then is not
    ///     enforced any more
    public Conclusion judge(Rule rule, Address client, Evidence evidence, Instant appended) {
        Network network = Network.of(client);
        Instant at = evidence.last();
        Instant until = at.plus(rule.lasts());
        Optional<String> exemption = exemptions.of(network, appended);
        Rule.Mode mode = exemptions.standing().modeOf(rule.name(), appended).orElse(rule.mode());
        Effect effect = effect(mode, exemption.isPresent(), until, appended);
        Decision decision = new Decision(
                client + "/" + rule.name() + "/" + at + "/" + effect.wire(),
                at,
                new Subject.Client(client),
                rule.name(),
                effect,
                until,
                evidence,
                switch (effect) {
                    case EXEMPT -> exemption.orElseThrow();
                    case EXPIRED -> "the attempt came in at " + appended + ", when the ban would have been over";
                    case BANNED, DENIED, DELAYED, ALERTED, SIMULATED -> null;
                });
        return new Conclusion(
                decision, effect == Effect.BANNED ? Optional.of(ban(decision, rule, network)) : Optional.empty());
    }

    private static Effect effect(Rule.Mode mode, boolean exempt, Instant until, Instant appended) {
        if (exempt) {
            return Effect.EXEMPT;
        }
        return switch (mode) {
            case SIMULATE -> Effect.SIMULATED;
            case ENFORCE -> until.isAfter(appended) ? Effect.BANNED : Effect.EXPIRED;
        };
    }

    private static Ban ban(Decision decision, Rule rule, Network network) {
        return switch (rule.then()) {
            case BAN ->
                new Ban(
                        network,
                        decision.at(),
                        decision.until(),
                        rule.name(),
                        decision.id(),
                        rule.reason(decision.evidence().count()));
        };
    }
}
