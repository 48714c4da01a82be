package io.postern.cli.replay;

import io.postern.cli.logs.History;
import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Decision.Effect;
import io.postern.events.SpecialPurpose;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.OwnHosts;
import io.postern.policy.deciding.PolicyRun;
import io.postern.policy.rules.Rulebook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Runs a history through the policy, or through two at once. Nothing is enforced and nobody is asked.
public final class Replay {

    /// The engine's own default: how far out of order failures of one client may come.
    private static final Duration LATENESS = Duration.ofHours(1);

    /// @param against other rules to compare with; null for none
    /// @param own addresses of the mail hosts, which are never banned
    /// @param since attempts before it are left out; so are those from `until` on
    public record Settings(
            Rulebook rules,
            Rulebook against,
            List<Address> own,
            SpecialPurpose specialPurpose,
            Instant since,
            Instant until) {}

    private final Settings settings;
    private final Report report;
    private final PolicyRun run;
    private final PolicyRun other;
    private final Comparison comparison;
    private final Totals totals = new Totals();
    private Instant first;
    private Instant last;

    public Replay(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.run = run(settings.rules());
        this.other = settings.against() == null ? null : run(settings.against());
        this.comparison = new Comparison(report::differs);
    }

    private PolicyRun run(Rulebook rules) {
        OwnHosts ownHosts = new OwnHosts();
        ownHosts.report("this cluster", settings.own());
        return new PolicyRun(rules, ownHosts, settings.specialPurpose(), LATENESS);
    }

    /// @param beforeTheSummary runs when all is read
    public Summary over(History history, Runnable beforeTheSummary) throws IOException {
        for (AttemptObserved attempt = history.next(); attempt != null; attempt = history.next()) {
            if (!attempt.at().isBefore(settings.since()) && attempt.at().isBefore(settings.until())) {
                take(attempt);
            }
        }
        beforeTheSummary.run();
        comparison.end();
        Summary summary = summary(history);
        report.end(summary, totals);
        return summary;
    }

    private void take(AttemptObserved attempt) {
        first = first == null || attempt.at().isBefore(first) ? attempt.at() : first;
        last = last == null || attempt.at().isAfter(last) ? attempt.at() : last;
        if (other != null) {
            comparison.at(attempt.at());
            other.after(attempt).forEach(conclusion -> compare(conclusion, false));
        }
        for (Conclusion conclusion : run.after(attempt)) {
            if (conclusion.ban().isEmpty() && conclusion.decision().effect() == Effect.BANNED) {
                continue; // another rule bans as long already
            }
            Entry entry = Entry.of(conclusion);
            totals.add(entry);
            if (other == null) {
                report.decided(entry);
            } else {
                compare(conclusion, true);
            }
        }
    }

    private void compare(Conclusion conclusion, boolean after) {
        if (conclusion.ban().isPresent()) {
            comparison.add(Entry.of(conclusion), after);
        }
    }

    private Summary summary(History history) {
        return new Summary(
                first,
                last,
                history.counts().lines(),
                history.counts().attempts(),
                history.counts().tries(),
                run.counted(),
                history.counts().unparsed(),
                history.counts().ambiguous(),
                run.late(),
                totals.decisions(Effect.BANNED),
                totals.networks(),
                totals.decisions(Effect.SIMULATED),
                totals.decisions(Effect.EXEMPT),
                totals.exemptions(),
                settings.rules().origin(),
                history.counts().damaged(),
                other == null ? null : compared());
    }

    private Summary.Compared compared() {
        return new Summary.Compared(
                settings.against().origin(),
                comparison.same(),
                comparison.differences().getOrDefault(Difference.Kind.COMES, 0L),
                comparison.differences().getOrDefault(Difference.Kind.GOES, 0L),
                comparison.differences().getOrDefault(Difference.Kind.CHANGES, 0L));
    }
}
