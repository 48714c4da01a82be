package io.postern.policy;

import static io.postern.policy.Attempts.MALLORY;
import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static io.postern.policy.Attempts.postfix;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.events.DeadLetter;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Outcome;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is not banned although the limit is reached, and what does not stop the engine.
class PolicyExceptionsTest extends DrivenTopology {

    @Test
    void whoIsOnTheAllowListIsExemptAndToldOnceInTheTimeOfABan() throws IOException {
        allow("# our office\n\n203.0.113.0/24 office\n");

        for (int i = 0; i < 20; i++) {
            given(failure().weighing(3), NOON.plusSeconds(i));
        }
        given(failure().weighing(3), "12:10:01");

        assertThat(bans.isEmpty()).isTrue();
        assertThat(decisions.readValuesToList()).hasSize(2).allSatisfy(decision -> {
            assertThat(decision.effect()).isEqualTo(Effect.EXEMPT);
            assertThat(decision.exemption()).isEqualTo("allow.list:3: 203.0.113.0/24 office");
        });
    }

    @Test
    void allowingSomeoneLiftsTheBanInForce() throws IOException {
        given(failure().weighing(3), "12:00:00");
        given(failure().weighing(3).from("203.0.113.200"), "12:00:00");
        bans.readValuesToList();

        allow("203.0.113.7 my phone\n");
        itIs("12:00:01");

        assertThat(bans.readKeyValuesToList()).containsExactly(KeyValue.pair("203.0.113.7/32", null));
    }

    @Test
    void whoIsNoLongerAllowedIsBannedAtTheNextLimit() throws IOException {
        allow("203.0.113.7\n");
        given(failure().weighing(3), "12:00:00");
        allow("");
        given(failure().weighing(2), "12:00:10");
        given(failure().weighing(1), "12:00:11");

        assertThat(decisions.readValuesToList())
                .extracting(Decision::effect)
                .containsExactly(Effect.EXEMPT, Effect.BANNED);
        assertThat(bans.getQueueSize()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.1.1", "10.0.0.5", "127.0.0.1", "198.51.100.3", "fe80::1", "::1", "fd00::7"})
    void privateAndOtherSpecialAddressesAreNeverBanned(String client) {
        given(failure().from(client).weighing(30), "12:00:00");

        assertThat(bans.isEmpty()).isTrue();
        Decision decision = decisions.readValue();
        assertThat(decision.effect()).isEqualTo(Effect.EXEMPT);
        assertThat(decision.exemption()).startsWith("special-purpose range ");
    }

    @Test
    void aMailHostsOwnAddressIsNeverBannedAndABanOfItIsLifted() {
        given(failure().weighing(3), "12:00:00");
        assertThat(bans.readValue()).isNotNull();

        reported("mx1", MALLORY, "203.0.113.25");
        itIs("12:00:01");
        assertThat(bans.readKeyValue()).isEqualTo(KeyValue.pair("203.0.113.7/32", null));

        given(failure().weighing(3).from("203.0.113.25"), "12:00:02");
        assertThat(bans.isEmpty()).isTrue();
        assertThat(decisions.readValuesToList().getLast().exemption()).isEqualTo("own address of mx1");
    }

    @Test
    void replayingAnOldLogBansNobodyToday() {
        for (int i = 0; i < 9; i++) {
            appended("12:00:00", failure().at(NOON.minus(Duration.ofDays(2)).plusSeconds(300L * i)));
        }

        assertThat(bans.isEmpty()).isTrue();
        assertThat(decisions.readValuesToList()).hasSize(2).allSatisfy(decision -> {
            assertThat(decision.effect()).isEqualTo(Effect.EXPIRED);
            assertThat(decision.exemption())
                    .isEqualTo("the attempt came in at 2026-01-15T12:00:00Z, when the ban would have been over");
        });
    }

    @Test
    void aBacklogGivesTheSameDecisionsButNoBansThatAreOver() {
        itIs("18:00:00");
        appended("12:00:00", failure().weighing(3).at(NOON));

        assertThat(decisions.readValue().effect()).isEqualTo(Effect.BANNED);
        assertThat(bans.isEmpty()).isTrue();
    }

    @Test
    void aRuleOnTrialBansNobodyAndTellsWhatItWouldHaveDone() throws IOException {
        rules("brute-force", "3", "mode: simulate");

        for (int i = 0; i < 5; i++) {
            given(failure().weighing(3), NOON.plusSeconds(i));
        }

        assertThat(bans.isEmpty()).isTrue();
        assertThat(decisions.readValuesToList()).extracting(Decision::effect).containsExactly(Effect.SIMULATED);
    }

    @Test
    void aRuleForOneDoorDoesNotCountTheOthers() throws IOException {
        rules("imap-only", "2", "services: [imap]");

        given(postfix(), "12:00:00");
        given(postfix(), "12:00:20");
        given(failure(), "12:00:40");
        assertNothingDecided();

        given(failure(), "12:00:41");
        assertThat(bans.readValue().rule()).isEqualTo("imap-only");
    }

    @Test
    void aWrongRulesFileLeavesTheOldRulesInForce() throws IOException {
        rules("brute-force", "0", "mode: enforce");
        assertThat(rules.refusal()).contains("rules.yaml:7:12: limit: at least 1, was 0");

        given(failure().weighing(3), "12:00:00");

        assertThat(bans.getQueueSize()).isOne();
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheRestGoesOn() {
        enriched.pipeInput(MALLORY, "{\"v\":1,\"attempt\":{}}".getBytes(UTF_8), NOON);
        given(failure().weighing(3), "12:00:00");

        DeadLetter letter = deadLetters.readValue();
        assertThat(letter.topic()).isEqualTo("postern.enriched.v1");
        assertThat(letter.reader()).isEqualTo("policy-engine");
        assertThat(letter.why()).contains("attempt");
        assertThat(letter.key()).isEqualTo(MALLORY);
        assertThat(letter.value()).asString().isEqualTo("{\"v\":1,\"attempt\":{}}");
        assertThat(bans.getQueueSize()).isOne();
    }

    @Test
    void tooManyUnreadableRecordsInARowStopTheEngine() {
        for (int i = 0; i < 3; i++) {
            enriched.pipeInput(MALLORY, new byte[] {1, 2}, NOON);
        }
        assertThatThrownBy(() -> enriched.pipeInput(MALLORY, new byte[] {1, 2}, NOON))
                .hasRootCauseMessage("topic postern.enriched.v1 holds 4 unreadable records in a row: not going on");
    }

    @Test
    void whatIsOfNoMoreUseIsForgotten() {
        given(failure(), "12:00:00");
        given(postfix(), "12:00:01");
        given(failure().from("203.0.113.50").weighing(3), "12:00:02");
        given(failure().from("203.0.113.51"), "15:00:00");
        given(failure().from("203.0.113.51").outcome(Outcome.SUCCEEDED), "15:00:11");

        assertThat(stored(StateTopology.TALLIES)).hasSize(1);
        assertThat(stored(StateTopology.COUNTS)).containsExactly("client:203.0.113.51");
        itIs("15:00:12");
        assertThat(stored(StateTopology.BANS)).isEmpty();
    }
}
