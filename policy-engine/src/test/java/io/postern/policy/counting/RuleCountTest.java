package io.postern.policy.counting;

import static io.postern.policy.Attempts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Decision.Evidence;
import io.postern.events.Subject;
import io.postern.policy.Attempts;
import io.postern.policy.rules.Consequence;
import io.postern.policy.rules.Count;
import io.postern.policy.rules.Filter;
import io.postern.policy.rules.Per;
import io.postern.policy.rules.Prefixes;
import io.postern.policy.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCountTest {

    private static final Duration LATENESS = Duration.ofHours(1);

    /// Counts by looking at everything, every time: all failures of one client that count are in `kept`.
    private static final class Naive {
        private final List<CountedAttempt> kept = new ArrayList<>();
        private Instant newest = Instant.MIN;
        private Instant ignoreUntil = Instant.MIN;

        Optional<Instant> add(CountedAttempt failure, Rule rule) {
            boolean late = !newest.equals(Instant.MIN) && failure.at().isBefore(newest.minus(LATENESS));
            if (!failure.at().isAfter(ignoreUntil) || late) {
                return Optional.empty();
            }
            newest = failure.at().isAfter(newest) ? failure.at() : newest;
            kept.add(failure);
            Optional<Instant> reached = kept.stream()
                    .map(CountedAttempt::at)
                    .sorted()
                    .filter(end -> weightUpTo(end, rule.within()) >= rule.limit())
                    .findFirst();
            reached.ifPresent(at -> {
                ignoreUntil = at.plus(rule.then().lasts());
                kept.removeIf(other -> !other.at().isAfter(ignoreUntil));
            });
            return reached;
        }

        private int weightUpTo(Instant end, Duration within) {
            return kept.stream()
                    .filter(other -> !other.at().isAfter(end))
                    .filter(other -> end.getEpochSecond() - other.at().getEpochSecond() <= within.toSeconds())
                    .mapToInt(CountedAttempt::weight)
                    .sum();
        }
    }

    @ParameterizedTest(name = "limit {0} within {1}, ban {2}, up to {3} out of order, seed {4}")
    @CsvSource({
        "3,  PT10M,  PT10M, PT0S,   1",
        "3,  PT10M,  PT10M, PT5S,   2",
        "3,  PT10M,  PT1M,  PT30M,  3",
        "5,  PT1M,   PT1H,  PT2H,   4",
        "1,  PT1S,   PT1S,  PT1M,   5",
        "20, PT1H,   PT10M, PT90M,  6",
        "50, PT2H,   PT24H, PT10M,  7",
        "3,  PT10M,  PT10M, PT70M,  8"
    })
    void countsLikeLookingAtEverythingEveryTime(
            int limit, Duration within, Duration lasts, Duration disorder, long seed) {
        Rule rule = rule(limit, within, lasts);
        Random random = new Random(seed);
        Naive naive = new Naive();
        RuleCount count = RuleCount.NONE;
        int decided = 0;
        Instant clock = NOON;
        for (int i = 0; i < 4000; i++) {
            clock = clock.plusMillis(
                    (long) (2 * within.toMillis() * random.nextDouble() * random.nextDouble() / limit));
            Instant at = disorder.isZero()
                    ? clock
                    : clock.minusMillis((long) (disorder.toMillis() * Math.pow(random.nextDouble(), 3)));
            if (random.nextInt(3) == 0) {
                at = at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS); // as logs without fractions have it
            }
            CountedAttempt failure = failure(at, 1 + (random.nextInt(5) == 0 ? random.nextInt(4) : 0));
            Optional<Instant> expected = naive.add(failure, rule);

            Optional<Evidence> reached = Optional.empty();
            if (!count.ignores(at) && !count.isLate(at, LATENESS)) {
                count = count.plus(failure, 0, rule, LATENESS);
                reached = count.reached(rule);
                if (reached.isPresent()) {
                    count = count.after(decision(rule, reached.get(), Effect.BANNED), null);
                    decided++;
                }
            }
            assertThat(reached.map(Evidence::last))
                    .as("after %d failures", i + 1)
                    .isEqualTo(expected);
        }
        assertThat(decided).isGreaterThan(3);
    }

    @Test
    void keepsFewFailuresHoweverManyCome() {
        Rule rule = rule(3, Duration.ofMinutes(10), Duration.ofMinutes(10));
        RuleCount count = RuleCount.NONE;
        for (int i = 0; i < 10_000; i++) {
            count = count.plus(failure(NOON.plusSeconds(301L * i), 1), 0, rule, LATENESS); // never three in ten minutes
            assertThat(count.reached(rule)).isEmpty();
        }
        assertThat(count.window().sightings()).hasSizeLessThan(20);
    }

    @Test
    void evidenceIsOfTheNewestOnly() {
        Rule rule = rule(40, Duration.ofHours(1), Duration.ofMinutes(10));
        RuleCount count = RuleCount.NONE;
        for (int i = 1; i <= 40; i++) {
            AttemptAt attempt = new AttemptAt("id" + i, "user" + i % 3);
            count = count.plus(attempt.at(NOON.plusSeconds(i)), 0, rule, LATENESS);
        }
        Evidence evidence = count.reached(rule).orElseThrow();
        assertThat(evidence.count()).isEqualTo(40);
        assertThat(evidence.first()).isEqualTo(NOON.plusSeconds(1));
        assertThat(evidence.attempts()).hasSize(10).startsWith("id31").endsWith("id40");
        assertThat(evidence.accounts()).containsExactly("user2", "user0", "user1");
        assertThat(evidence.hosts()).containsExactly("mx1");
    }

    @Test
    void absurdWeightsDoNotOverflow() {
        Rule rule = rule(3, Duration.ofMinutes(10), Duration.ofMinutes(10));
        RuleCount count = RuleCount.NONE
                .plus(failure(NOON, 2), 0, rule, LATENESS)
                .plus(failure(NOON, Integer.MAX_VALUE), 0, rule, LATENESS);

        assertThat(count.reached(rule).orElseThrow().count()).isEqualTo(Integer.MAX_VALUE);
    }

    private record AttemptAt(String id, String account) {
        CountedAttempt at(Instant at) {
            return new CountedAttempt(Attempts.failure().id(id).account(account).at(at), Where.UNKNOWN, at, at, 1);
        }
    }

    private static CountedAttempt failure(Instant at, int weight) {
        return new CountedAttempt(Attempts.failure().at(at), Where.UNKNOWN, at, at, weight);
    }

    private static Rule rule(int limit, Duration within, Duration lasts) {
        return new Rule(
                "test",
                Per.CLIENT,
                Count.FAILURES,
                limit,
                within,
                Filter.ALL,
                Consequence.ban(lasts),
                Rule.Mode.ENFORCE,
                Prefixes.USUAL);
    }

    private static Decision decision(Rule rule, Evidence evidence, Effect effect) {
        return new Decision(
                "id",
                evidence.last(),
                new Subject.Client(Address.of(Attempts.MALLORY)),
                rule.name(),
                effect,
                evidence.last().plus(rule.then().lasts()),
                evidence,
                null);
    }
}
