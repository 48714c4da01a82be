package io.postern.policy;

import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Network;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.SpecialPurpose;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.OwnHosts;
import io.postern.policy.deciding.PolicyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is worked out afterwards is what was decided live.
class PolicyRunTest extends DrivenTopology {

    private static final List<String> CLIENTS =
            List.of("203.0.113.7", "203.0.113.8", "203.0.113.9", "203.0.113.99", "2001:db8::5", "10.0.0.1");
    private static final List<Source> SOURCES =
            List.of(Source.DOVECOT_LOGIN, Source.DOVECOT_AUTH, Source.POSTFIX_SASL, Source.DOVECOT_POLICY);
    private static final List<Outcome> OUTCOMES = List.of(
            Outcome.FAILED,
            Outcome.FAILED,
            Outcome.WRONG_PASSWORD,
            Outcome.UNKNOWN_USER,
            Outcome.SUCCEEDED,
            Outcome.TEMPORARY_FAILURE,
            Outcome.REFUSED_BY_POLICY);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyHistoryIsDecidedAsTheTopologyDecidesIt(long seed) throws IOException {
        allow("203.0.113.8 the office\n");
        Files.writeString(directory.resolve("rules.yaml"), """
                version: 1
                rules:
                  - {name: quick, per: client, count: failures, within: 1m, limit: 3, then: ban, for: 10m}
                  - {name: slow, per: client, count: failures, within: 1h, limit: 8, then: ban, for: 30m}
                  - {name: mail, per: client, count: failures, within: 30m, limit: 4, services: [submission, smtp],
                     then: ban, for: 1d, mode: simulate}
                """);
        reload();
        reported("mx1", "203.0.113.9");
        OwnHosts ownHosts = new OwnHosts();
        ownHosts.report("mx1", List.of(Address.of("203.0.113.9")));
        PolicyRun run = new PolicyRun(
                rules.current(),
                ownHosts,
                SpecialPurpose.except(List.of(Network.of("203.0.113.0/24"), Network.of("2001:db8::/32"))),
                Duration.ofHours(1));

        List<Decision> decided = new ArrayList<>();
        List<Ban> banned = new ArrayList<>();
        Instant appended = NOON;
        for (AttemptObserved attempt : history(seed)) {
            appended = attempt.at().isAfter(appended) ? attempt.at() : appended;
            appended(appended, attempt);
            for (Conclusion conclusion : run.after(attempt)) {
                decided.add(conclusion.decision());
                conclusion.ban().ifPresent(banned::add);
            }
        }

        assertThat(decided).isEqualTo(decisions.readValuesToList());
        assertThat(banned)
                .isEqualTo(bans.readValuesToList().stream()
                        .filter(ban -> ban != null)
                        .toList());
        assertThat(decided).extracting(Decision::effect).contains(Effect.BANNED, Effect.SIMULATED, Effect.EXEMPT);
        assertThat(run.counted())
                .isEqualTo((long) meters.counter("postern.policy.failures").count());
    }

    /// Up to half a minute out of order, over some days.
    private static List<AttemptObserved> history(long seed) {
        Random random = new Random(seed);
        List<AttemptObserved> history = new ArrayList<>();
        Instant at = NOON;
        for (int i = 0; i < 4000; i++) {
            at = at.plusMillis(random.nextInt(random.nextInt(20) == 0 ? 900_000 : 20_000));
            Source source = pick(SOURCES, random);
            history.add(failure()
                    .id("attempt-" + (i - (random.nextInt(50) == 0 ? 1 : 0))) // now and then one comes twice
                    .from(pick(CLIENTS, random))
                    .source(source)
                    .service(pick(List.of(Service.IMAP, Service.POP3, Service.SUBMISSION, Service.SMTP), random))
                    .outcome(pick(OUTCOMES, random))
                    .account(random.nextInt(4) == 0 ? null : "user" + random.nextInt(3) + "@example.org")
                    .session(source == Source.POSTFIX_SASL || random.nextInt(3) == 0 ? null : "s" + i / 3)
                    .weighing(1 + random.nextInt(2))
                    .at(at.minusSeconds(random.nextInt(10) == 0 ? random.nextInt(30) : 0)));
        }
        return history;
    }

    private static <T> T pick(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
