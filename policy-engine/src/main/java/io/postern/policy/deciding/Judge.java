package io.postern.policy.deciding;

import io.postern.events.Address;
import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Decision.Evidence;
import io.postern.events.Network;
import io.postern.events.Subject;
import io.postern.policy.counting.Habits;
import io.postern.policy.rules.Consequence.Action;
import io.postern.policy.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Says what follows when a rule's limit is reached. The same evidence gives the same conclusion, with the same id,
/// however often it is judged and whatever the time of day.
public final class Judge {

    /// Networks of an account that a decision names.
    private static final int SPARED = 10;

    private final Exemptions exemptions;

    public Judge(Exemptions exemptions) {
        this.exemptions = exemptions;
    }

    /// A limit that is reached.
    ///
    /// @param evidence what was counted
    /// @param appended when the broker took in the attempt that completed the evidence: what was over by then
    ///     is not enforced any more
    /// @param before how often something has followed already
    /// @param habits from where the account, or somebody in the network, logged in
    record Case(Rule rule, Subject subject, Evidence evidence, Instant appended, int before, Habits habits) {

        Instant until() {
            return evidence.last().plus(rule.then().lasts(before, subject + "/" + rule.name() + "/" + evidence.last()));
        }
    }

    Conclusion judge(Case found) {
        Effect meant = meant(found);
        return judge(found, meant, found.until(), exemption(found, meant));
    }

    /// A client that tried an account which is under siege, for as long as the siege lasts.
    Conclusion ofBesieger(Case siege, Address client, Instant until) {
        String network = siege.rule().prefixes().of(client).toString();
        Optional<String> exemption =
                siege.habits().knows(network, siege.evidence().last())
                        ? Optional.of("the account has logged in from " + network)
                        : exemptions.of(Network.of(client), siege.appended());
        Case one = new Case(
                siege.rule(),
                new Subject.Client(client),
                siege.evidence(),
                siege.appended(),
                siege.before(),
                siege.habits());
        return judge(one, Effect.BANNED, until, exemption);
    }

    private Conclusion judge(Case found, Effect meant, Instant until, Optional<String> exemption) {
        Rule rule = found.rule();
        Instant at = found.evidence().last();
        Rule.Mode mode =
                exemptions.standing().modeOf(rule.name(), found.appended()).orElse(rule.mode());
        Effect effect = effect(mode, meant, exemption.isPresent(), until, found.appended());
        Decision decision = new Decision(
                id(found, effect),
                at,
                found.subject(),
                rule.name(),
                effect,
                until,
                evidence(found),
                switch (effect) {
                    case EXEMPT -> exemption.orElseThrow();
                    case EXPIRED ->
                        "the attempt came in at " + found.appended() + ", when "
                                + (meant == Effect.BANNED ? "the ban" : "what follows") + " would have been over";
                    case BANNED, DENIED, DELAYED, ALERTED, SIMULATED, LIFTED -> null;
                },
                effect == meant || meant == Effect.BANNED ? null : meant,
                meant == Effect.DELAYED ? rule.then().delay() : null,
                meant == Effect.DENIED || meant == Effect.DELAYED ? spared(found.habits()) : List.of());
        return new Conclusion(decision, effect == Effect.BANNED ? ban(decision, found) : Optional.empty());
    }

    /// An account cannot be kept out; its besiegers are, each by a decision of his own.
    private static Effect meant(Case found) {
        Action action = found.rule().then().action();
        return switch (action) {
            case BAN -> found.subject() instanceof Subject.Account ? Effect.ALERTED : Effect.BANNED;
            case DENY -> Effect.DENIED;
            case DELAY -> Effect.DELAYED;
            case ALERT -> Effect.ALERTED;
        };
    }

    private Optional<String> exemption(Case found, Effect meant) {
        Optional<String> exempt =
                found.subject().asNetwork().flatMap(network -> exemptions.of(network, found.appended()));
        boolean mayVeto = meant == Effect.BANNED && found.subject() instanceof Subject.Range;
        return exempt.isEmpty() && mayVeto ? veto(found) : exempt;
    }

    private static Optional<String> veto(Case found) {
        Duration veto = found.rule().then().veto();
        return veto == null
                ? Optional.empty()
                : found.habits()
                        .newestWithin(veto, found.evidence().last())
                        .map(login -> "a login succeeded from " + login.getKey() + " at "
                                + Instant.ofEpochMilli(login.getValue()));
    }

    private static Effect effect(Rule.Mode mode, Effect meant, boolean exempt, Instant until, Instant appended) {
        if (exempt) {
            return Effect.EXEMPT;
        }
        return switch (mode) {
            case SIMULATE -> Effect.SIMULATED;
            case ENFORCE -> until.isAfter(appended) ? meant : Effect.EXPIRED;
        };
    }

    private static String id(Case found, Effect effect) {
        String who = found.subject() instanceof Subject.Client client
                ? client.address().toString()
                : found.subject().key();
        return who + "/" + found.rule().name() + "/" + found.evidence().last() + "/" + effect.wire();
    }

    /// Which clients it were goes without saying where the decision is about one.
    private static Evidence evidence(Case found) {
        Evidence all = found.evidence();
        return found.subject() instanceof Subject.Client || found.subject() instanceof Subject.Login
                ? new Evidence(
                        all.count(),
                        all.limit(),
                        all.within(),
                        all.first(),
                        all.last(),
                        all.attempts(),
                        all.accounts(),
                        all.hosts(),
                        List.of(),
                        all.detail())
                : all;
    }

    private static List<Network> spared(Habits habits) {
        List<Network> known = habits.networks();
        return known.subList(Math.max(0, known.size() - SPARED), known.size());
    }

    private static Optional<Ban> ban(Decision decision, Case found) {
        String times = found.before() == 0 ? "" : ", " + (found.before() + 1) + " times by now";
        return decision.network()
                .map(out -> new Ban(
                        out,
                        decision.at(),
                        decision.until(),
                        decision.rule(),
                        decision.id(),
                        found.rule().reason(decision.evidence().count()) + times));
    }
}
