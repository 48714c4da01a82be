package io.postern.policy;

import static io.postern.policy.Attempts.MALLORY;
import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.ListEntry;
import io.postern.events.Network;
import io.postern.events.OperatorCommand;
import io.postern.events.Order;
import io.postern.events.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What operators' commands do, and which are refused.
class PolicyCommandsTest extends DrivenTopology {

    private static final Network CLIENT = Network.of(MALLORY);
    private static final Network AROUND = Network.of("203.0.113.0/28");

    @Test
    void aBanByHandLastsAsLongAsItsAuthorSaid() {
        assertThat(commanded(command("c-1", NOON.plusSeconds(60), new Order.Ban(CLIENT))))
                .isEqualTo("accepted: banned until 2026-01-15T12:01:00Z");

        assertThat(bans.readValue())
                .isEqualTo(new Ban(CLIENT, NOON, NOON.plusSeconds(60), "manual", "c-1", "by ada: because"));
        itIs("12:01:00");
        assertThat(bans.readKeyValue()).isEqualTo(KeyValue.pair("203.0.113.7/32", null));
    }

    @Test
    void aBanWithoutATimeLastsADay() {
        commanded(new Order.Ban(AROUND));

        assertThat(bans.readValue().until()).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void aCommandThatComesAgainIsDoneOnce() {
        commanded(command("c-1", null, new Order.Ban(CLIENT)));
        commanded(command("c-2", null, new Order.Unban(CLIENT)));
        itIs("12:00:01");
        bans.readValuesToList();

        var again = Topic.COMMANDS.record(command("c-1", null, new Order.Ban(CLIENT)));
        commands.pipeInput(again.key(), again.value(), now);

        assertThat(outcomes.isEmpty()).isTrue();
        assertThat(bans.isEmpty()).isTrue();
    }

    @Test
    void aDryRunTellsAndDoesNothing() {
        assertThat(commanded(new OperatorCommand("c-1", NOON, "ada", null, null, true, new Order.Ban(CLIENT))))
                .startsWith("accepted: banned until");
        assertThat(commanded(new OperatorCommand("c-2", NOON, "ada", null, null, true, new Order.Allow(CLIENT))))
                .isEqualTo("accepted: allowed");

        assertThat(bans.isEmpty()).isTrue();
        assertThat(lists.isEmpty()).isTrue();
    }

    static List<Arguments> refusesWhatMustNotBe() {
        return List.of(
                argumentSet(
                        "special-purpose",
                        new Order.Ban(Network.of("10.0.0.0/8")),
                        "special-purpose range 10.0.0.0/8: private use (RFC 1918)"),
                argumentSet("own host", new Order.Ban(Network.of("203.0.113.25")), "own address of mx1"),
                argumentSet(
                        "allow list",
                        new Order.Ban(Network.of("203.0.113.99")),
                        "allow.list:1: 203.0.113.96/28 office"),
                argumentSet("everything", new Order.Ban(Network.of("0.0.0.0/0")), "special-purpose range 0.0.0.0/8"),
                argumentSet(
                        "around an own host",
                        new Order.Ban(Network.of("203.0.113.16/28")),
                        "there is inside: 203.0.113.25, own address of mx1"),
                argumentSet(
                        "around the allow list",
                        new Order.Ban(Network.of("203.0.113.64/26")),
                        "there is inside: allow.list:1: 203.0.113.96/28 office"),
                argumentSet(
                        "unknown rule", new Order.SetMode("brutal", "simulate"), "there is no rule or list 'brutal'"),
                argumentSet(
                        "unknown mode",
                        new Order.SetMode("brute-force", "off"),
                        "there is no mode 'off'; there are enforce, simulate"),
                argumentSet("never allowed", new Order.Disallow(CLIENT), "no command allows exactly 203.0.113.7/32"),
                argumentSet(
                        "allowed by a file",
                        new Order.Disallow(Network.of("203.0.113.99")),
                        "it stands in a file, take it out there: allow.list:1: 203.0.113.96/28 office"),
                argumentSet("unknown list", new Order.AddEntry("nobody", "x"), "there is no list 'nobody'"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatMustNotBe(Order order, String why) throws IOException {
        reported("mx1", "203.0.113.25");
        allow("203.0.113.96/28 office\n");

        assertThat(commanded(order)).startsWith("refused: " + why);

        assertThat(bans.isEmpty()).isTrue();
        assertThat(lists.isEmpty()).isTrue();
    }

    @Test
    void aCommandWhoseTimeIsOverIsRefused() {
        assertThat(commanded(command("c-1", NOON, new Order.Ban(CLIENT))))
                .isEqualTo("refused: its time was over at 2026-01-15T12:00:00Z");
        assertThat(commanded(command("c-2", NOON.plus(Duration.ofDays(367)), new Order.Ban(CLIENT))))
                .isEqualTo("refused: a ban lasts at most 366 days");
    }

    @Test
    void aLongerBanStaysAndItsAuthorIsTold() {
        commanded(new Order.Ban(CLIENT));
        bans.readValuesToList();

        assertThat(commanded(command("c-9", NOON.plusSeconds(60), new Order.Ban(CLIENT))))
                .isEqualTo("accepted: banned until 2026-01-16T12:00:00Z already, by manual");
        assertThat(bans.isEmpty()).isTrue();
    }

    @Test
    void unbanningLiftsTheBanOfARuleAndCountsAnew() {
        given(failure().weighing(3), "12:00:00");
        bans.readValuesToList();
        itIs("12:00:30");

        assertThat(commanded(new Order.Unban(CLIENT)))
                .isEqualTo("accepted: lifted, was banned until 2026-01-15T12:10:00Z by brute-force");
        itIs("12:00:31");
        assertThat(bans.readKeyValue()).isEqualTo(KeyValue.pair("203.0.113.7/32", null));

        given(failure().weighing(2), "12:00:40");
        appended("12:00:41", failure().weighing(9).at(time("12:00:29"))); // late news from before
        assertThat(bans.isEmpty()).isTrue();
        given(failure(), "12:00:42");
        assertThat(bans.readValue().from()).isEqualTo(time("12:00:42"));
    }

    @Test
    void unbanningForgetsWhatWasCountedBeforeTheLimit() {
        given(failure().weighing(2), "12:00:00");
        itIs("12:00:10");
        assertThat(commanded(new Order.Unban(CLIENT)))
                .isEqualTo("accepted: was not banned; what was counted against it is forgotten");

        given(failure().weighing(2), "12:00:20");
        assertNothingDecided();
    }

    @Test
    void unbanningANetworkLiftsEveryBanInsideAndNoOther() {
        given(failure().weighing(3), "12:00:00");
        given(failure().weighing(3).from("203.0.113.200"), "12:00:01");
        bans.readValuesToList();
        itIs("12:00:02");

        assertThat(commanded(new Order.Unban(AROUND))).isEqualTo("accepted: every ban inside is lifted");
        itIs("12:00:03");

        assertThat(bans.readKeyValuesToList()).containsExactly(KeyValue.pair("203.0.113.7/32", null));
    }

    @Test
    void allowingBeatsEverythingAlsoWhatIsInForceUntilItIsTakenBack() {
        given(failure().weighing(3), "12:00:00");
        commanded(new Order.Ban(Network.of("203.0.113.8")));
        bans.readValuesToList();

        assertThat(commanded(new Order.Allow(AROUND))).isEqualTo("accepted: allowed");
        itIs("12:00:01");
        assertThat(bans.readKeyValuesToList())
                .containsExactlyInAnyOrder(
                        KeyValue.pair("203.0.113.7/32", null), KeyValue.pair("203.0.113.8/32", null));
        assertThat(commanded(new Order.Ban(CLIENT))).isEqualTo("refused: allowed by ada: 203.0.113.0/28 because");
        given(failure().from("203.0.113.9").weighing(3), "12:00:05");
        assertThat(decisions.readValuesToList().getLast())
                .returns(Effect.EXEMPT, Decision::effect)
                .returns("allowed by ada: 203.0.113.0/28 because", Decision::exemption);

        assertThat(commanded(new Order.Disallow(AROUND))).isEqualTo("accepted: no longer allowed");
        given(failure().from("203.0.113.9").weighing(3), "12:00:06");
        assertThat(bans.readValue().network()).isEqualTo(Network.of("203.0.113.9"));
    }

    @Test
    void anAllowanceEndsAtItsTimeAndHeldBefore() {
        commanded(command("c-1", NOON.plusSeconds(60), new Order.Allow(CLIENT)));

        given(failure().weighing(3), "12:00:59");
        assertThat(decisions.readValue().effect()).isEqualTo(Effect.EXEMPT);
        given(failure().weighing(3), "12:01:01");
        assertThat(decisions.readValue().effect()).isEqualTo(Effect.BANNED);
    }

    @Test
    void aRulesModeIsSetAndGivenBackToItsFile() {
        assertThat(commanded(new Order.SetMode("brute-force", "simulate"))).isEqualTo("accepted: simulate");
        given(failure().weighing(3), "12:00:01");
        assertThat(decisions.readValue().effect()).isEqualTo(Effect.SIMULATED);

        assertThat(commanded(new Order.SetMode("brute-force", null))).isEqualTo("accepted: as its file says");
        given(failure().from("203.0.113.8").weighing(3), "12:00:02");
        assertThat(decisions.readValue().effect()).isEqualTo(Effect.BANNED);
    }

    @Test
    void whatStandsSaysWhoAndWhyAndSinceWhen() {
        commanded(command("c-1", NOON.plusSeconds(60), new Order.Allow(CLIENT)));

        assertThat(lists.readKeyValue())
                .isEqualTo(KeyValue.pair(
                        "allow 203.0.113.7/32",
                        new ListEntry(
                                "allow", "203.0.113.7/32", null, NOON, NOON.plusSeconds(60), "ada", "because", "c-1")));
    }

    @Test
    void aCommandThatCannotBeReadGoesToTheDeadLetters() {
        commands.pipeInput(MALLORY, "{\"v\":1,\"id\":\"c-1\"}".getBytes(UTF_8), NOON);

        assertThat(deadLetters.readValue().topic()).isEqualTo("postern.commands.v1");
        assertThat(commanded(new Order.Ban(CLIENT))).startsWith("accepted");
    }

    @Test
    void anAnsweredCommandIsForgottenAfterAWeek() {
        commanded(new Order.Unban(CLIENT));
        given(failure(), NOON.plus(Duration.ofDays(7)));
        given(failure(), NOON.plus(Duration.ofDays(7)).plusSeconds(11));

        assertThat(stored(StateTopology.COMMANDS)).isEmpty();
    }

    private static OperatorCommand command(String id, Instant until, Order order) {
        return new OperatorCommand(id, NOON, "ada", "because", until, false, order);
    }
}
