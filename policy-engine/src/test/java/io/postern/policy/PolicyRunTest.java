package io.postern.policy;

import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.Ban;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Network;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.SpecialPurpose;
import io.postern.events.Subject;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.OwnHosts;
import io.postern.policy.deciding.PolicyRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is worked out afterwards is what was decided live.
class PolicyRunTest extends DrivenTopology {

    private final List<Decision> decided = new ArrayList<>();

    private static final List<String> CLIENTS = List.of(
            "203.0.113.7",
            "203.0.113.8",
            "203.0.113.9",
            "203.0.113.99",
            "203.0.113.100",
            "2001:db8::5",
            "2001:db8:1::6",
            "2001:db8:1::7",
            "2001:db8:1::8",
            "10.0.0.1");
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
    @ValueSource(longs = {1, 2, 3})
    void anyHistoryIsDecidedAsTheTopologyDecidesIt(long seed) throws IOException {
        allow("203.0.113.8 the office\n");
        ruled("""
                version: 1
                rules:
                  - {name: quick, per: client, count: failures, within: 1m, limit: 3, then: ban, for: 10m}
                  - {name: slow, per: client, count: failures, within: 1h, limit: 8, then: ban, for: 30m}
                  - {name: mail, per: client, count: failures, within: 30m, limit: 4, services: [submission, smtp],
                     then: ban, for: 1d, mode: simulate}
                """);

        PolicyRun run = sameOf(history(seed, 4000));

        assertThat(decided).extracting(Decision::effect).contains(Effect.BANNED, Effect.SIMULATED, Effect.EXEMPT);
        assertThat(run.counted())
                .isEqualTo((long) meters.counter("postern.policy.failures").count());
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void soItIsWithRulesOfEveryKind(long seed) throws IOException {
        allow("203.0.113.8 the office\n");
        ruled("""
                version: 1
                rules:
                  - {name: quick, per: client, count: failures, within: 1m, limit: 3, then: ban, for: 10m,
                     escalate: {factor: 2, most: 1d, remember: 1d, spread: 5m}}
                  - {name: kind, per: client, count: failures, within: 10m, limit: 4, then: ban, for: 2h, on-success: unban}
                  - {name: spraying, per: client, count: distinct-accounts, within: 10m, limit: 3, then: ban, for: 10m}
                  - {name: unknown, per: client, count: unknown-users, within: 1h, limit: 2, then: alert, for: 10m}
                  - {name: found, per: client, count: success-after-failures, within: 1m, limit: 2, then: alert, for: 10m}
                  - {name: again, per: client, count: bans, within: 1d, limit: 3, then: ban, for: 1d}
                  - {name: login, per: client+account, count: failures, within: 1h, limit: 5, then: delay, delay: 3s,
                     for: 10m}
                  - {name: subnet, per: network, count: distinct-clients, within: 10m, limit: 3, then: ban, for: 1h,
                     veto: 1m}
                  - {name: siege, per: account, count: distinct-networks, within: 30m, limit: 2, then: ban, for: 1h}
                  - {name: victim, per: account, count: failures, within: 30m, limit: 9, then: deny, for: 1h}
                  - {name: busy, per: account, count: successes, within: 1h, limit: 5, then: alert, for: 1h}
                  - {name: country, per: account, count: new-country, within: 1d, then: alert, for: 10m}
                  - {name: travel, per: account, count: travel, within: 1d, limit: 900, then: alert, for: 10m}
                  - {name: system, per: asn, count: distinct-clients, within: 10m, limit: 2, then: deny, for: 1h}
                """);

        sameOf(history(seed, 1500));

        assertThat(decided)
                .extracting(Decision::rule)
                .contains(
                        "quick",
                        "kind",
                        "spraying",
                        "unknown",
                        "found",
                        "again",
                        "login",
                        "subnet",
                        "siege",
                        "victim",
                        "busy",
                        "country",
                        "travel",
                        "system");
        assertThat(decided)
                .extracting(Decision::effect)
                .contains(Effect.BANNED, Effect.DENIED, Effect.DELAYED, Effect.ALERTED, Effect.LIFTED, Effect.EXEMPT);
    }

    /// Runs the history through both; compared subject by subject, because subjects are counted beside each other.
    private PolicyRun sameOf(List<AttemptObserved> history) {
        reported("mx1", "203.0.113.9");
        OwnHosts ownHosts = new OwnHosts();
        ownHosts.report("mx1", List.of(Address.of("203.0.113.9")));
        PolicyRun run = new PolicyRun(
                rules.current(),
                ownHosts,
                SpecialPurpose.except(List.of(Network.of("203.0.113.0/24"), Network.of("2001:db8::/32"))),
                Duration.ofHours(1));
        List<Ban> banned = new ArrayList<>();
        Instant appended = NOON;
        for (AttemptObserved attempt : history) {
            appended = attempt.at().isAfter(appended) ? attempt.at() : appended;
            AttemptEnriched enriched = somewhere(attempt);
            appended(appended, enriched);
            for (Conclusion conclusion : run.after(enriched)) {
                decided.add(conclusion.decision());
                conclusion.ban().ifPresent(banned::add);
            }
        }
        Map<Subject, List<Decision>> live = bySubject(decisions.readValuesToList());
        bySubject(decided).forEach((subject, some) -> assertThat(some).containsExactlyElementsOf(live.get(subject)));
        assertThat(bySubject(decided).keySet()).isEqualTo(live.keySet());
        assertThat(banned)
                .containsExactlyInAnyOrderElementsOf(bans.readValuesToList().stream()
                        .filter(ban -> ban != null)
                        .toList());
        return run;
    }

    private static Map<Subject, List<Decision>> bySubject(List<Decision> decisions) {
        return decisions.stream().collect(Collectors.groupingBy(Decision::subject));
    }

    /// Each client has a place, but for one.
    private static AttemptEnriched somewhere(AttemptObserved attempt) {
        int number = CLIENTS.indexOf(attempt.client().toString());
        return number == 0
                ? Attempts.enriched(attempt)
                : new AttemptEnriched(
                        attempt,
                        new ClientProfile(
                                attempt.client(),
                                attempt.at(),
                                ReverseName.none(ReverseName.Status.NOT_ASKED),
                                new Place(Lookup.OK, number % 2 == 0 ? "DE" : "BR", null, 10.0 * number, 20.0 * number),
                                new Origin(Lookup.OK, 64496L + number % 2, null)));
    }

    /// Up to half a minute out of order, over some days.
    private static List<AttemptObserved> history(long seed, int attempts) {
        Random random = new Random(seed);
        List<AttemptObserved> history = new ArrayList<>();
        Instant at = NOON;
        for (int i = 0; i < attempts; i++) {
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
