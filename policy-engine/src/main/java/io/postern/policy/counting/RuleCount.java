package io.postern.policy.counting;

import io.postern.events.Decision;
import io.postern.events.Decision.Evidence;
import io.postern.policy.rules.Count;
import io.postern.policy.rules.Escalation;
import io.postern.policy.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one rule knows of one subject. Times are event times in milliseconds.
///
/// @param window what was seen; the newest few of it where a sketch counts
/// @param sketch empty as long as the window holds everything
/// @param newest of what was counted so far
/// @param ignoreUntil end of the last consequence, real or simulated: up to it nothing counts or prolongs it
/// @param exemptUntil up to here it has been told that the subject is exempt; telling it again would be a flood
/// @param keepUntil in the broker's time; afterwards all this is of no more use
/// @param times how often something followed, as far as that is remembered
/// @param siege what an account's clients outside its networks are banned for at present; null when they are not
public record RuleCount(
        Window window,
        Sketch sketch,
        long newest,
        long ignoreUntil,
        long exemptUntil,
        long keepUntil,
        int times,
        Siege siege) {

    public static final RuleCount NONE =
            new RuleCount(Window.EMPTY, Sketch.EMPTY, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 0, 0, null);

    /// Beyond it a sketch counts.
    static final int EXACT = 256;

    /// Clients of which it is remembered that the siege has banned them; an older one would be told twice.
    private static final int MOST_BESIEGERS = 1000;

    /// @param count what had been counted when it began
    /// @param first event time of the earliest, in milliseconds; `last` the latest
    public record Siege(int count, long first, long last) {}

    /// Whether this time falls into a consequence that was decided already.
    public boolean ignores(Instant at) {
        return at.toEpochMilli() <= ignoreUntil;
    }

    /// Whether it comes so late that its neighbours are forgotten.
    public boolean isLate(Instant at, Duration lateness) {
        return newest != Long.MIN_VALUE && at.toEpochMilli() < newest - lateness.toMillis();
    }

    /// After an unban: what happened up to it neither counts nor goes on. Nothing changes once something later
    /// counted.
    public RuleCount pardoned(Instant up) {
        long time = up.toEpochMilli();
        return newest > time
                ? this
                : new RuleCount(Window.EMPTY, Sketch.EMPTY, newest, time, Long.MIN_VALUE, keepUntil, 0, null);
    }

    /// Whether the same attempt was counted, as far as ids are kept.
    public boolean knows(String id) {
        return window.knows(id);
    }

    /// @param value what must differ to be counted again; 0 where everything counts
    /// @param lateness how far behind the newest one a failure may come and still be counted exactly
    public RuleCount plus(CountedAttempt counted, long value, Rule rule, Duration lateness) {
        return plus(Sighting.of(counted, value), counted.appended(), rule, lateness);
    }

    public RuleCount plus(Decision ban, String client, Instant appended, Rule rule, Duration lateness) {
        return plus(Sighting.ofBan(ban.at(), ban.id(), client), appended, rule, lateness);
    }

    private RuleCount plus(Sighting sighting, Instant appended, Rule rule, Duration lateness) {
        long last = Math.max(newest, sighting.at());
        long reach = rule.within().plus(lateness).toMillis();
        long forgotten = last - reach - 1000; // whole seconds
        Window before = siege == null ? window : Window.EMPTY; // the siege is over, and with it whom it banned
        Window more = before.plus(sighting).after(forgotten);
        Sketch estimated = sketch.isEmpty() ? sketch : sketch.after(forgotten, rule.within());
        if (!estimated.isEmpty()) {
            estimated = estimated.plus(List.of(sighting), rule.within());
        } else if (rule.count().isDistinct() && more.sightings().size() > EXACT) {
            estimated = Sketch.EMPTY.plus(more.sightings(), rule.within());
        }
        if (!estimated.isEmpty()) {
            more = more.newest(Window.EVIDENCE);
        } else if (rule.count() == Count.SUCCESS_AFTER_FAILURES) {
            more = more.newest(rule.limit());
        }
        long keep = Math.max(keepUntil, appended.toEpochMilli() + reach);
        return new RuleCount(more, estimated, last, ignoreUntil, exemptUntil, keep, times, null);
    }

    public Optional<Evidence> reached(Rule rule) {
        if (sketch.isEmpty()) {
            return window.reached(rule.limit(), rule.within());
        }
        long estimate = sketch.estimate(newest, rule.within());
        return estimate < rule.limit()
                ? Optional.empty()
                : Optional.of(Window.evidence(
                        window.sightings(),
                        Math.clamp(estimate, 1, Integer.MAX_VALUE),
                        rule.limit(),
                        rule.within(),
                        "an estimate, with a standard error of 2.5 %"));
    }

    /// How much is counted within the rule's window up to a time, for who wants to know how far the limit is.
    public long soFar(Rule rule, Instant now) {
        return sketch.isEmpty()
                ? window.between(now.minus(rule.within()), now).sightings().stream()
                        .mapToLong(Sighting::weight)
                        .sum()
                : sketch.estimate(newest, rule.within());
    }

    /// What was counted within the rule's window before a time; empty when it is less than the limit.
    public Optional<Evidence> reachedBefore(Instant end, Rule rule) {
        return window.between(end.minus(rule.within()), end).reached(rule.limit(), rule.within());
    }

    /// How often something has followed that is remembered at this time.
    public int timesBefore(Instant at, Escalation escalation) {
        boolean forgotten = escalation == null
                || ignoreUntil == Long.MIN_VALUE
                || at.toEpochMilli() > ignoreUntil + escalation.remember().toMillis();
        return forgotten ? 0 : times;
    }

    /// Whether this decision says something that was not said before.
    public boolean isNews(Decision decision) {
        return decision.effect() != Decision.Effect.EXEMPT || decision.at().toEpochMilli() > exemptUntil;
    }

    /// The decision clears the count, and while a consequence lasts nothing counts.
    public RuleCount after(Decision decision, Escalation escalation) {
        long until = decision.until().toEpochMilli();
        if (decision.effect() == Decision.Effect.EXEMPT) {
            long told = isNews(decision) ? until : exemptUntil;
            return cleared(decision.at().toEpochMilli(), ignoreUntil, told, until, times, null);
        }
        long remembered =
                until + (escalation == null ? 0 : escalation.remember().toMillis());
        return cleared(until, until, exemptUntil, remembered, timesBefore(decision.at(), escalation) + 1, null);
    }

    private RuleCount cleared(long upTo, long ignore, long exempt, long keep, int howOften, Siege besieged) {
        return new RuleCount(
                window.after(upTo),
                Sketch.EMPTY,
                newest,
                ignore,
                exempt,
                Math.max(keepUntil, keep),
                howOften,
                besieged);
    }

    /// The decision was about an account: from now on whoever tries it from elsewhere is banned at once.
    public RuleCount besieged(Evidence evidence) {
        return new RuleCount(
                Window.EMPTY,
                Sketch.EMPTY,
                newest,
                ignoreUntil,
                exemptUntil,
                keepUntil,
                times,
                new Siege(
                        evidence.count(),
                        evidence.first().toEpochMilli(),
                        evidence.last().toEpochMilli()));
    }

    /// Whether a client was told of already in this siege.
    public boolean hasBanned(long client) {
        return window.has(client);
    }

    public RuleCount banning(CountedAttempt counted, long client) {
        Window more = window.plus(Sighting.of(counted, client)).newest(MOST_BESIEGERS);
        return new RuleCount(more, sketch, newest, ignoreUntil, exemptUntil, keepUntil, times, siege);
    }

    /// As if nothing had been counted, and nothing were in force from now on. How often something followed stays.
    public RuleCount forgotten(Instant at) {
        return new RuleCount(
                Window.EMPTY,
                Sketch.EMPTY,
                newest,
                Math.min(ignoreUntil, at.toEpochMilli() - 1),
                exemptUntil,
                keepUntil,
                times,
                null);
    }
}
