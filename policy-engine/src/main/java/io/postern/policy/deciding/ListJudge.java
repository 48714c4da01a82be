package io.postern.policy.deciding;

import io.postern.events.AttemptObserved;
import io.postern.events.Ban;
import io.postern.events.ClientProfile;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Decision.Evidence;
import io.postern.events.Network;
import io.postern.events.Subject;
import io.postern.policy.deciding.Listed.Said;
import io.postern.policy.lists.Lists;
import io.postern.policy.lists.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Attempts and what is known of their clients in, conclusions of the lists out; only what was not said before.
public final class ListJudge {

    /// Slow look-ups have ended by then.
    static final Duration GROWING = Duration.ofHours(1);

    private final Supplier<Lists> lists;
    private final Exemptions exemptions;

    public ListJudge(Supplier<Lists> lists, Exemptions exemptions) {
        this.lists = lists;
        this.exemptions = exemptions;
    }

    /// What came of it: what to remember of the client, and what to publish.
    public record Outcome(Listed listed, Optional<Conclusion> conclusion) {}

    /// Whether there is nothing to look for.
    public boolean isIdle() {
        return lists.get().isEmpty();
    }

    /// @param at event time
    /// @param appended when the broker took the attempt in
    public Outcome after(AttemptObserved attempt, ClientProfile profile, Instant at, Instant appended, Listed known) {
        Lists now = lists.get();
        Network client = Network.of(attempt.client());
        Optional<Match> match =
                now.first(attempt, profile, exemptions.special(client).isPresent(), appended);
        if (match.isEmpty()) {
            boolean grows = profile.isPending() && now.growsWithProfiles();
            long keep = appended.plus(GROWING).toEpochMilli();
            return new Outcome(grows ? known.waiting(attempt, at, appended, keep) : known.done(), Optional.empty());
        }
        Conclusion conclusion = conclude(match.get(), attempt, at, appended);
        Decision decision = conclusion.decision();
        Said said = new Said(
                decision.subject().key(),
                decision.rule(),
                match.get().entry(),
                decision.effect(),
                decision.until().toEpochMilli());
        return known.knows(said, at.toEpochMilli())
                ? new Outcome(known.done(), Optional.empty())
                : new Outcome(known.done().saying(said), Optional.of(conclusion));
    }

    private Conclusion conclude(Match match, AttemptObserved attempt, Instant at, Instant appended) {
        Effect meant = switch (match.treatment().then()) {
            case DENY -> Effect.DENIED;
            case BAN -> Effect.BANNED;
            case ALERT -> Effect.ALERTED;
        };
        Instant until = at.plus(match.treatment().lasts());
        Network client = Network.of(attempt.client());
        Optional<String> exemption =
                meant == Effect.BANNED ? exemptions.of(client, appended) : exemptions.allowed(client, appended);
        Effect effect = effect(match, meant, exemption.isPresent(), until, appended);
        Subject subject = match.ofAccount()
                ? new Subject.Login(attempt.client(), attempt.account())
                : new Subject.Client(attempt.client());
        Decision decision = new Decision(
                subject + "/" + match.list() + "/" + at + "/" + effect.wire(),
                at,
                subject,
                match.list(),
                effect,
                until,
                evidence(match, attempt, at),
                switch (effect) {
                    case EXEMPT -> exemption.orElseThrow();
                    case EXPIRED -> "the attempt came in at " + appended + ", when it would have been over";
                    case BANNED, DENIED, DELAYED, ALERTED, SIMULATED, LIFTED -> null;
                },
                effect == meant || meant == Effect.BANNED ? null : meant,
                null,
                List.of(),
                match.services().stream().sorted().toList());
        return new Conclusion(
                decision,
                effect == Effect.BANNED
                        ? Optional.of(
                                new Ban(client, at, until, match.list(), decision.id(), "on a list, " + match.entry()))
                        : Optional.empty());
    }

    private Effect effect(Match match, Effect meant, boolean exempt, Instant until, Instant appended) {
        if (exempt) {
            return Effect.EXEMPT;
        }
        return switch (exemptions
                .standing()
                .modeOf(match.list(), appended)
                .orElse(match.treatment().mode())) {
            case SIMULATE -> Effect.SIMULATED;
            case ENFORCE -> until.isAfter(appended) ? meant : Effect.EXPIRED;
        };
    }

    private static Evidence evidence(Match match, AttemptObserved attempt, Instant at) {
        return new Evidence(
                1,
                1,
                Duration.ZERO,
                at,
                at,
                List.of(attempt.id()),
                attempt.account() == null ? List.of() : List.of(attempt.account()),
                List.of(attempt.host()),
                List.of(),
                match.entry());
    }
}
