package io.postern.policy.counting;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.postern.events.Decision;
import io.postern.events.Decision.Evidence;
import io.postern.policy.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one rule knows of one client. Times are event times in milliseconds.
///
/// @param newest of the failures counted so far
/// @param ignoreUntil end of the last ban, real or simulated: failures up to it neither count nor prolong it
/// @param exemptUntil up to here it has been told that the client is exempt; telling it again would be a flood
/// @param keepUntil in the broker's time; afterwards all this is of no more use
@JsonIgnoreProperties(ignoreUnknown = true)
public record RuleCount(FailureWindow failures, long newest, long ignoreUntil, long exemptUntil, long keepUntil) {

    public static final RuleCount NONE =
            new RuleCount(FailureWindow.EMPTY, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 0);

    /// Whether a failure at this time falls into a ban that was decided already.
    public boolean ignores(Instant at) {
        return at.toEpochMilli() <= ignoreUntil;
    }

    /// Whether it comes so late that its neighbours are forgotten.
    public boolean isLate(Instant at, Duration lateness) {
        return newest != Long.MIN_VALUE && at.toEpochMilli() < newest - lateness.toMillis();
    }

    /// After an unban: what happened up to it neither counts nor goes on. Nothing changes once something later counted.
    public RuleCount pardoned(Instant up) {
        long time = up.toEpochMilli();
        return newest > time ? this : new RuleCount(FailureWindow.EMPTY, newest, time, Long.MIN_VALUE, keepUntil);
    }

    /// @param lateness how far behind the newest one a failure may come and still be counted exactly
    public RuleCount plus(CountedFailure failure, Rule rule, Duration lateness) {
        long at = failure.at().toEpochMilli();
        long last = Math.max(newest, at);
        long reach = rule.within().plus(lateness).toMillis();
        FailureWindow more = failures.plus(Failure.of(failure)).after(last - reach - 1000); // whole seconds
        long keep = Math.max(keepUntil, failure.appended().toEpochMilli() + reach);
        return new RuleCount(more, last, ignoreUntil, exemptUntil, keep);
    }

    public Optional<Evidence> reached(Rule rule) {
        return failures.reached(rule.limit(), rule.within());
    }

    /// Whether this decision says something that was not said before.
    public boolean isNews(Decision decision) {
        return decision.effect() != Decision.Effect.EXEMPT || decision.at().toEpochMilli() > exemptUntil;
    }

    /// The decision clears the count, and while a ban lasts nothing counts.
    public RuleCount after(Decision decision) {
        long at = decision.at().toEpochMilli();
        long until = decision.until().toEpochMilli();
        return switch (decision.effect()) {
            case BANNED, DENIED, DELAYED, ALERTED, SIMULATED, EXPIRED ->
                new RuleCount(failures.after(until), newest, until, exemptUntil, Math.max(keepUntil, until));
            case EXEMPT ->
                new RuleCount(
                        failures.after(at),
                        newest,
                        ignoreUntil,
                        isNews(decision) ? until : exemptUntil,
                        Math.max(keepUntil, until));
        };
    }
}
