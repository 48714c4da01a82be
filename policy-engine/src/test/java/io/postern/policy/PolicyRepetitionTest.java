package io.postern.policy;

import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;

/// What follows the second time, and what a success changes.
class PolicyRepetitionTest extends DrivenTopology {

    private void rule(String more) throws IOException {
        rules("tried", "3", more);
        assertThat(rules.refusal()).isEmpty();
    }

    /// The lengths in minutes of so many bans, each decided a minute after the end of the last.
    private List<Long> lengths(int bans) {
        List<Long> lengths = new ArrayList<>();
        Instant at = NOON;
        for (int i = 0; i < bans; i++) {
            given(failure().weighing(3), at);
            Ban ban = this.bans.readValuesToList().getLast();
            lengths.add(Duration.between(ban.from(), ban.until()).toMinutes());
            at = ban.until().plusSeconds(60);
        }
        return lengths;
    }

    @Test
    void eachBanIsLongerByTheFactorUpToTheMost() throws IOException {
        rule("escalate: {factor: 2, most: 1h, remember: 1d}");

        assertThat(lengths(5)).containsExactly(10L, 20L, 40L, 60L, 60L);
    }

    @Test
    void eachBanIsLongerByItsMultiplierAndTheLastOneGoesOn() throws IOException {
        rule("escalate: {multipliers: [1, 5, 30], most: 1d, remember: 1d}");

        assertThat(lengths(4)).containsExactly(10L, 50L, 300L, 300L);
    }

    @Test
    void theReasonSaysWhichTimeItIs() throws IOException {
        rule("escalate: {factor: 2, most: 1h, remember: 1d}");

        given(failure().weighing(3), "12:00:00");
        given(failure().weighing(3), "12:10:01");

        assertThat(bans.readValuesToList().getLast().reason())
                .isEqualTo("3 failures within 10m (limit 3), rule tried, 2 times by now");
    }

    @Test
    void whoHasKeptQuietLongEnoughBeginsAgain() throws IOException {
        rule("escalate: {factor: 2, most: 1h, remember: 2h}");

        given(failure().weighing(3), "12:00:00");
        given(failure().weighing(3), "14:10:00");
        given(failure().weighing(3), "16:30:01");

        assertThat(bans.readValuesToList().stream()
                        .filter(ban -> ban != null)
                        .map(ban -> Duration.between(ban.from(), ban.until()).toMinutes()))
                .containsExactly(10L, 20L, 10L);
    }

    @Test
    void whatIsSpreadIsTheSameWheneverItIsWorkedOutAndDiffersBetweenClients() throws IOException {
        rule("escalate: {factor: 2, most: 1h, remember: 2h, spread: 30m}");

        List<Duration> lengths = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            given(failure().from("203.0.113." + i).weighing(3), "12:00:00");
            Ban ban = bans.readValue();
            lengths.add(Duration.between(ban.from(), ban.until()));
        }

        assertThat(lengths)
                .allSatisfy(length -> assertThat(length).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(40)));
        assertThat(lengths.stream().distinct().count()).isGreaterThan(30);
        assertThat(lengths.getFirst()).hasSeconds(lengths.getFirst().toSeconds());
    }

    @Test
    void whoIsBannedAgainAndAgainIsBannedForLong() throws IOException {
        ruled("""
                version: 1
                rules:
                  - {name: quick, per: client, count: failures, within: 1m, limit: 1, then: ban, for: 1m}
                  - {name: recidive, per: client, count: bans, within: 1d, limit: 3, then: ban, for: 7d}
                """);

        given(failure(), "12:00:00");
        given(failure(), "12:02:00");
        assertThat(decisions.readValuesToList()).extracting(Decision::rule).containsOnly("quick");
        given(failure(), "12:04:00");

        List<Decision> both = decisions.readValuesToList();
        assertThat(both).extracting(Decision::rule).containsExactly("quick", "recidive");
        assertThat(both.getLast().evidence().attempts())
                .as("the bans that count")
                .hasSize(3)
                .endsWith(both.getFirst().id());
        assertThat(bans.readValuesToList().getLast().until()).isEqualTo("2026-01-22T12:04:00Z");
    }

    @Test
    void bansThatARulePerAccountDecidedCountAsWell() throws IOException {
        ruled("""
                version: 1
                rules:
                  - {name: siege, per: account, count: distinct-clients, within: 1h, limit: 2, then: ban, for: 1m}
                  - {name: recidive, per: client, count: bans, within: 1d, limit: 1, then: ban, for: 7d}
                """);

        given(failure().from("203.0.113.1"), "12:00:00");
        given(failure().from("203.0.113.2"), "12:00:01");

        assertThat(decisions.readValuesToList())
                .extracting(Decision::rule)
                .containsExactly("siege", "siege", "siege", "recidive", "recidive");
    }

    @Test
    void aBanOnTrialDoesNotCountAsOne() throws IOException {
        ruled("""
                version: 1
                rules:
                  - {name: quick, per: client, count: failures, within: 1m, limit: 1, then: ban, for: 1m, mode: simulate}
                  - {name: recidive, per: client, count: bans, within: 1d, limit: 1, then: ban, for: 7d}
                """);

        given(failure(), "12:00:00");

        assertThat(decisions.readValuesToList()).extracting(Decision::effect).containsExactly(Effect.SIMULATED);
    }

    @Test
    void aSuccessForgetsWhatWasCountedWhereTheRuleSaysSo() throws IOException {
        rule("on-success: forget");

        given(failure().weighing(2), "12:00:00");
        given(failure().outcome(Outcome.SUCCEEDED), "12:00:01");
        given(failure().weighing(2), "12:00:02");
        assertNothingDecided();

        given(failure(), "12:00:03");
        given(failure().outcome(Outcome.SUCCEEDED), "12:00:04");
        assertThat(bans.readKeyValuesToList()).hasSize(1).noneMatch(ban -> ban.value == null);
    }

    @Test
    void aSuccessLiftsTheBanWhereTheRuleSaysSo() throws IOException {
        rule("on-success: unban");
        given(failure().weighing(3), "12:00:00");
        bans.readValue();
        decisions.readValue();

        given(failure().id("good").outcome(Outcome.SUCCEEDED), "12:00:01");

        assertThat(bans.readKeyValue()).isEqualTo(KeyValue.pair("203.0.113.7/32", null));
        Decision lifted = decisions.readValue();
        assertThat(lifted.effect()).isEqualTo(Effect.LIFTED);
        assertThat(lifted.evidence().attempts()).containsExactly("good");
        given(failure().weighing(3), "12:00:02");
        assertThat(bans.readValue()).isNotNull();
    }

    @Test
    void aSuccessDoesNotLiftAnotherRulesBan() throws IOException {
        ruled("""
                version: 1
                rules:
                  - {name: kind, per: client, count: failures, within: 1m, limit: 3, then: ban, for: 1m, on-success: unban}
                  - {name: strict, per: client, count: failures, within: 1m, limit: 3, then: ban, for: 1h}
                """);
        given(failure().weighing(3), "12:00:00");
        bans.readValuesToList();

        given(failure().outcome(Outcome.SUCCEEDED), "12:00:01");

        assertThat(bans.isEmpty()).isTrue();
    }
}
