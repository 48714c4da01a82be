package io.postern.policy;

import static io.postern.policy.Attempts.MALLORY;
import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static io.postern.policy.Attempts.postfix;
import static io.postern.policy.Attempts.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Outcome;
import io.postern.events.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is counted, when it is too much, and when a ban ends.
class PolicyTopologyTest extends DrivenTopology {

    @Test
    void thirdFailureInTheWindowBans() {
        given(failure().account("ada@example.org"), "12:00:00");
        given(failure().account("bob@example.org").on("mx2"), "12:05:00");
        assertThat(decisions.isEmpty()).isTrue();

        given(failure().id("third").account("ada@example.org"), "12:10:00");

        Ban ban = bans.readValue();
        assertThat(ban.network()).hasToString("203.0.113.7/32");
        assertThat(ban.from()).isEqualTo("2026-01-15T12:10:00Z");
        assertThat(ban.until()).isEqualTo("2026-01-15T12:20:00Z");
        assertThat(ban.rule()).isEqualTo("brute-force");
        assertThat(ban.reason()).isEqualTo("3 failures within 10m (limit 3), rule brute-force");

        KeyValue<String, Decision> decision = decisions.readKeyValue();
        assertThat(decision.key).isEqualTo("client:203.0.113.7");
        assertThat(decision.value.id())
                .isEqualTo("203.0.113.7/brute-force/2026-01-15T12:10:00Z/banned")
                .isEqualTo(ban.decision());
        assertThat(decision.value.effect()).isEqualTo(Effect.BANNED);
        assertThat(decision.value.evidence().count()).isEqualTo(3);
        assertThat(decision.value.evidence().first()).isEqualTo(NOON);
        assertThat(decision.value.evidence().attempts()).hasSize(3).endsWith("third");
        assertThat(decision.value.evidence().accounts()).containsExactly("bob@example.org", "ada@example.org");
        assertThat(decision.value.evidence().hosts()).containsExactly("mx2", "mx1");
    }

    @Test
    void thirdFailureASecondTooLateDoesNotBan() {
        given(failure(), "12:00:00");
        given(failure(), "12:05:00");
        given(failure(), "12:10:01");

        assertNothingDecided();
    }

    @Test
    void oneLineWithThreeAttemptsWeighsThree() {
        given(failure().weighing(3), "12:00:00");

        assertThat(bans.readValue().network()).hasToString("203.0.113.7/32");
    }

    @Test
    void oneSessionToldByReportsAndByTheLoginLineCountsOnce() {
        given(failure().session("s1").source(Source.DOVECOT_POLICY), "12:00:00");
        given(failure().session("s1").source(Source.DOVECOT_POLICY), "12:00:02");
        given(failure().session("s1").source(Source.DOVECOT_LOGIN).weighing(2), "12:00:04");
        assertNothingDecided();

        given(failure().session("s2"), "12:00:05");

        assertThat(bans.readValue().from()).isEqualTo("2026-01-15T12:00:05Z");
    }

    @Test
    void anOutageThatPostfixTellsAsWrongPasswordsBansNobody() {
        for (int second = 0; second < 60; second += 10) {
            given(report().outcome(Outcome.TEMPORARY_FAILURE), NOON.plusSeconds(second));
            given(postfix(), NOON.plusSeconds(second));
        }

        assertNothingDecided();
    }

    @Test
    void oneAttemptToldByPostfixAndByAReportCountsOnce() {
        for (int second = 0; second < 2; second++) {
            given(postfix(), NOON.plusSeconds(second));
            given(report(), NOON.plusSeconds(second));
        }
        assertNothingDecided();

        given(report(), NOON.plusSeconds(2));

        assertThat(bans.getQueueSize()).isOne();
    }

    @Test
    void theSameAttemptShippedAgainCountsOnce() {
        Attempts first = failure().id("a").session("s1");
        Attempts second = postfix().id("b");
        given(first, "12:00:00");
        given(second, "12:00:01");
        appended("12:30:00", first.at(NOON));
        appended("12:30:00", second.at(NOON.plusSeconds(1)));
        appended("12:55:00", first.at(NOON));

        assertNothingDecided();
        assertThat(meters.counter("postern.policy.told.already").count()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"SUCCEEDED", "TEMPORARY_FAILURE", "REFUSED_BY_POLICY", "ACCOUNT_DISABLED", "PASSWORD_EXPIRED"})
    void whatIsNoWrongCredentialNeverCounts(Outcome outcome) {
        for (int i = 0; i < 10; i++) {
            given(failure().outcome(outcome), NOON.plusSeconds(i));
        }

        assertNothingDecided();
    }

    @Test
    void successDoesNotReset() {
        given(failure(), "12:00:00");
        given(failure(), "12:00:01");
        given(failure().outcome(Outcome.SUCCEEDED), "12:00:02");
        given(failure(), "12:00:03");

        assertThat(bans.getQueueSize()).isOne();
    }

    @Test
    void failuresWhileTheBanIsInForceNeitherProlongItNorCountTowardsTheNext() {
        given(failure().weighing(3), "12:00:00");
        given(failure().weighing(50), "12:05:00");
        given(failure().weighing(2), "12:10:00");
        given(failure().weighing(2), "12:10:01");

        assertThat(bans.readKeyValuesToList())
                .extracting(record -> record.value == null ? "lifted" : "banned")
                .containsExactly("banned", "lifted");
        assertThat(decisions.readValuesToList()).hasSize(1);
    }

    @Test
    void afterTheBanEverythingBeginsAnew() {
        given(failure().weighing(3), "12:00:00");
        given(failure().weighing(3), "12:10:01");

        assertThat(bans.readValuesToList().stream().filter(ban -> ban != null))
                .extracting(Ban::from)
                .containsExactly(NOON, Instant.parse("2026-01-15T12:10:01Z"));
    }

    @Test
    void expiryLiftsTheBan() {
        given(failure().weighing(3), "12:00:00");
        bans.readValue();

        itIs("12:09:59");
        assertThat(bans.isEmpty()).isTrue();
        assertThat(meters.get("postern.policy.bans").gauge().value()).isEqualTo(1);

        itIs("12:10:01");
        assertThat(bans.readKeyValue()).isEqualTo(KeyValue.pair("203.0.113.7/32", null));
        assertThat(meters.get("postern.policy.bans").gauge().value()).isZero();
    }

    @Test
    void aHostWhoseClockIsAheadMovesNobodysWindow() {
        given(failure(), "12:00:00");
        given(failure(), "12:00:01");
        for (int i = 0; i < 3; i++) {
            appended("12:00:02", failure().from("203.0.113.99").on("mx9").at(NOON.plus(Duration.ofDays(30))));
        }
        given(failure(), "12:00:03");

        List<Ban> issued = bans.readValuesToList();
        assertThat(issued).extracting(ban -> ban.network().base().toString()).containsExactly("203.0.113.99", MALLORY);
        assertThat(issued.getFirst().until()).isEqualTo("2026-01-15T12:10:02Z");
        assertThat(meters.counter("postern.policy.clamped").count()).isEqualTo(3);
    }

    @Test
    void aRepeatedAttemptOfTheFutureCountsOnce() {
        Attempts ahead = postfix().id("ahead").weighing(2);
        appended("12:00:00", ahead.at(NOON.plusSeconds(3600)));
        appended("12:01:00", ahead.at(NOON.plusSeconds(3600)));

        assertNothingDecided();
    }

    @Test
    void failuresThatComeOutOfOrderCountAsIfInOrder() {
        given(failure(), "12:08:00");
        given(failure(), "12:12:00");
        appended("12:12:30", failure().at(Instant.parse("2026-01-15T12:02:30Z")));

        Decision decision = decisions.readValue();
        assertThat(decision.at()).isEqualTo("2026-01-15T12:12:00Z");
        assertThat(decision.evidence().first()).isEqualTo("2026-01-15T12:02:30Z");
    }
}
