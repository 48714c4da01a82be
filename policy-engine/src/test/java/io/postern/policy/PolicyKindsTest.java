package io.postern.policy;

import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Network;
import io.postern.events.Outcome;
import io.postern.events.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whose attempts a rule adds up, what of them, and what follows: one of each.
class PolicyKindsTest extends DrivenTopology {

    private void rule(String keys) throws IOException {
        ruled("version: 1\nrules:\n  - {name: tried, " + keys + "}\n");
    }

    private void fails(String client, String account, String time) {
        given(failure().from(client).account(account), time);
    }

    private void logsIn(String client, String account, String time) {
        given(failure().from(client).account(account).outcome(Outcome.SUCCEEDED), time);
    }

    private List<String> subjects() {
        return decisions.readValuesToList().stream()
                .map(decision -> decision.effect().wire() + " " + decision.subject())
                .toList();
    }

    private List<String> banned() {
        return bans.readValuesToList().stream()
                .map(ban -> String.valueOf(ban.network()))
                .toList();
    }

    @Test
    void failuresOfANetworkBanIt() throws IOException {
        rule("per: network, count: failures, within: 10m, limit: 3, then: ban, for: 1h");

        fails("203.0.113.1", "ada", "12:00:00");
        fails("203.0.113.2", "bob", "12:00:01");
        fails("203.0.113.3", "eve", "12:00:02");

        Ban ban = bans.readValue();
        assertThat(ban.network()).hasToString("203.0.113.0/24");
        Decision decision = decisions.readValue();
        assertThat(decision.id()).isEqualTo("network:203.0.113.0/24/tried/2026-01-15T12:00:02Z/banned");
        assertThat(decision.evidence().clients()).containsExactly("203.0.113.1", "203.0.113.2", "203.0.113.3");
        assertThat(decision.evidence().accounts()).containsExactly("ada", "bob", "eve");
    }

    @Test
    void addressesOfOneIpv6PrefixAreOneNetwork() throws IOException {
        rule("per: network, count: distinct-clients, within: 10m, limit: 3, then: ban, for: 1h");

        fails("2001:db8::1", "ada", "12:00:00");
        fails("2001:db8::1", "ada", "12:00:01");
        fails("2001:db8::ffff:1", "ada", "12:00:02");
        fails("2001:db8:0:1::1", "ada", "12:00:03");
        assertNothingDecided();

        fails("2001:db8::2", "ada", "12:00:04");
        assertThat(banned()).containsExactly("2001:db8::/64");
    }

    @Test
    void aNetworkIsAsLongAsTheFileSays() throws IOException {
        ruled("""
                version: 1
                networks: {v4: 16, v6: 48}
                rules:
                  - {name: tried, per: network, count: failures, within: 10m, limit: 2, then: ban, for: 1h, veto: none}
                """);
        appended("12:00:00", failure().from("100.1.0.1").at(NOON));
        appended("12:00:01", failure().from("100.1.255.1").at(NOON));

        assertThat(banned()).containsExactly("100.1.0.0/16");
    }

    @Test
    void aNetworkFromWhichSomebodyLoggedInLatelyIsSpared() throws IOException {
        rule("per: network, count: failures, within: 10m, limit: 2, then: ban, for: 1h, veto: 7d");
        logsIn("203.0.113.9", "ada", "09:00:00");

        fails("203.0.113.1", "ada", "12:00:00");
        fails("203.0.113.2", "ada", "12:00:01");

        Decision decision = decisions.readValue();
        assertThat(decision.effect()).isEqualTo(Effect.EXEMPT);
        assertThat(decision.exemption()).isEqualTo("a login succeeded from 203.0.113.9 at 2026-01-15T09:00:00Z");
        assertThat(bans.isEmpty()).isTrue();
    }

    @Test
    void aNetworkWithAnAllowedAddressInsideIsSpared() throws IOException {
        allow("203.0.113.200 monitoring\n");
        rule("per: network, count: failures, within: 10m, limit: 2, then: ban, for: 1h");

        fails("203.0.113.1", "ada", "12:00:00");
        fails("203.0.113.2", "ada", "12:00:01");

        assertThat(subjects()).containsExactly("exempt network:203.0.113.0/24");
        assertThat(bans.isEmpty()).isTrue();
    }

    @Test
    void whoIsExemptIsNoEvidenceAgainstOthers() throws IOException {
        allow("203.0.113.200 webmail\n");
        rule("per: account, count: failures, within: 10m, limit: 2, then: deny, for: 1h");

        fails("203.0.113.200", "ada", "12:00:00");
        fails("203.0.113.200", "ada", "12:00:01");

        assertNothingDecided();
    }

    @Test
    void differentAccountsOfOneClientAreCountedOnceEach() throws IOException {
        rule("per: client, count: distinct-accounts, within: 1h, limit: 3, then: ban, for: 1h");

        for (int i = 0; i < 9; i++) {
            fails("203.0.113.7", i % 2 == 0 ? "ada" : "bob", "12:00:0" + i);
        }
        given(failure().account(null), "12:00:10");
        assertNothingDecided();

        fails("203.0.113.7", "eve", "12:00:11");
        assertThat(decisions.readValue().evidence().count()).isEqualTo(3);
    }

    @Test
    void anAccountTriedLongAgoDoesNotCountAmongTheDifferentOnes() throws IOException {
        rule("per: client, count: distinct-accounts, within: 10m, limit: 3, then: ban, for: 1h");

        fails("203.0.113.7", "ada", "12:00:00");
        fails("203.0.113.7", "bob", "12:09:00");
        fails("203.0.113.7", "eve", "12:10:01");
        assertNothingDecided();

        fails("203.0.113.7", "ada", "12:11:00");
        assertThat(banned()).containsExactly("203.0.113.7/32");
    }

    @Test
    void onlyUsersWhoDoNotExistCountAsUnknown() throws IOException {
        rule("per: client, count: unknown-users, within: 1h, limit: 2, then: ban, for: 1h");

        given(failure().account("ada"), "12:00:00");
        given(failure().account("bob").outcome(Outcome.UNKNOWN_USER), "12:00:01");
        given(failure().account("bob").outcome(Outcome.UNKNOWN_USER), "12:00:02");
        assertNothingDecided();

        given(failure().account("eve").outcome(Outcome.UNKNOWN_USER), "12:00:03");
        assertThat(banned()).hasSize(1);
    }

    @Test
    void successesCanBeTooMany() throws IOException {
        rule("per: client, count: successes, within: 1h, limit: 3, then: alert, for: 1h");

        logsIn("203.0.113.7", "ada", "12:00:00");
        given(failure().id("same").outcome(Outcome.SUCCEEDED), "12:00:01");
        given(failure().id("same").outcome(Outcome.SUCCEEDED), "12:00:01");
        logsIn("203.0.113.7", "ada", "12:00:02");

        Decision decision = decisions.readValue();
        assertThat(decision.effect()).isEqualTo(Effect.ALERTED);
        assertThat(decision.evidence().count()).isEqualTo(3);
        assertThat(bans.isEmpty()).isTrue();
    }

    @Test
    void accountsThatOneClientLogsInAsCanBeTooMany() throws IOException {
        rule("per: client, count: distinct-accounts, outcomes: succeeded, within: 1h, limit: 3, then: alert, for: 1h");

        for (String account : List.of("ada", "ada", "bob", "eve")) {
            fails("203.0.113.7", "x" + account, "12:00:00");
            logsIn("203.0.113.7", account, "12:00:01");
        }

        assertThat(subjects()).containsExactly("alerted client:203.0.113.7");
    }

    @Test
    void failuresOfAnAccountDenyItAndNameTheNetworksItIsKnownToUse() throws IOException {
        rule("per: account, count: failures, within: 10m, limit: 3, then: deny, for: 1h");
        logsIn("203.0.113.9", "ada", "09:00:00");

        fails("2001:db8:1::1", "ada", "12:00:00");
        fails("2001:db8:2::1", "bob", "12:00:01");
        fails("2001:db8:3::1", "ada", "12:00:02");
        assertNothingDecided();
        fails("2001:db8:4::1", "ada", "12:00:03");

        Decision decision = decisions.readValue();
        assertThat(decision.subject()).hasToString("account:ada");
        assertThat(decision.effect()).isEqualTo(Effect.DENIED);
        assertThat(decision.until()).isEqualTo("2026-01-15T13:00:03Z");
        assertThat(decision.sparing()).containsExactly(Network.of("203.0.113.0/24"));
        assertThat(bans.isEmpty()).isTrue();
    }

    @Test
    void oneClientAsOneAccountIsDelayed() throws IOException {
        rule("per: client+account, count: failures, within: 10m, limit: 2, then: delay, delay: 5s, for: 1h");

        fails("203.0.113.7", "ada", "12:00:00");
        fails("203.0.113.7", "bob", "12:00:01");
        fails("203.0.113.8", "ada", "12:00:02");
        assertNothingDecided();
        fails("203.0.113.7", "ada", "12:00:03");

        Decision decision = decisions.readValue();
        assertThat(decision.subject()).hasToString("login:203.0.113.7/ada");
        assertThat(decision.effect()).isEqualTo(Effect.DELAYED);
        assertThat(decision.delay()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void clientsOfAnAutonomousSystemAreCountedTogether() throws IOException {
        rule("per: asn, count: distinct-clients, within: 10m, limit: 2, then: alert, for: 1h");

        appended(NOON, failure().from("203.0.113.7").seenIn("DE", 64496, 52, 13, NOON));
        appended(NOON, failure().from("203.0.113.8").seenIn("DE", 64497, 52, 13, NOON));
        fails("203.0.113.9", "ada", "12:00:01");
        assertNothingDecided();
        appended(NOON, failure().from("2001:db8::1").seenIn("FR", 64496, 48, 2, NOON));

        assertThat(subjects()).containsExactly("alerted asn:64496");
    }

    @Test
    void aDistributedGuesserIsKeptOutAndTheVictimIsNot() throws IOException {
        rule("per: account, count: distinct-networks, within: 1h, limit: 3, then: ban, for: 1h");
        logsIn("203.0.113.9", "ada", "09:00:00");

        fails("203.0.113.9", "ada", "12:00:00");
        fails("2001:db8:1::1", "ada", "12:00:01");
        fails("2001:db8:2::1", "ada", "12:00:02");

        assertThat(subjects())
                .containsExactly(
                        "alerted account:ada",
                        "exempt client:203.0.113.9",
                        "banned client:2001:db8:1::1",
                        "banned client:2001:db8:2::1");
        assertThat(banned()).containsExactly("2001:db8:1::1/128", "2001:db8:2::1/128");
    }

    @Test
    void whileAnAccountIsBesiegedOneFailureFromElsewhereIsEnough() throws IOException {
        rule("per: account, count: distinct-networks, within: 1h, limit: 2, then: ban, for: 1h");
        logsIn("203.0.113.9", "ada", "09:00:00");
        fails("2001:db8:1::1", "ada", "12:00:01");
        fails("2001:db8:2::1", "ada", "12:00:02");
        banned();
        subjects();

        fails("2001:db8:3::1", "ada", "12:10:00");
        fails("2001:db8:3::1", "ada", "12:10:01");
        fails("203.0.113.10", "ada", "12:10:02");
        fails("2001:db8:4::1", "bob", "12:10:03");
        logsIn("2001:db8:5::1", "ada", "12:10:04");

        assertThat(subjects()).containsExactly("banned client:2001:db8:3::1", "exempt client:203.0.113.10");
        Ban ban = bans.readValue();
        assertThat(ban.network()).hasToString("2001:db8:3::1/128");
        assertThat(ban.until()).isEqualTo("2026-01-15T13:00:02Z");
        assertThat(ban.reason()).isEqualTo("2 distinct networks within 1h (limit 2), rule tried");
    }

    @Test
    void aSuccessAfterManyFailuresIsTold() throws IOException {
        rule("per: client, count: success-after-failures, within: 10m, limit: 3, then: alert, for: 1h");

        for (int i = 0; i < 5; i++) {
            fails("203.0.113.7", "user" + i, "12:00:0" + i);
        }
        assertNothingDecided();
        logsIn("203.0.113.7", "user7", "12:05:00");
        logsIn("203.0.113.7", "user7", "12:05:01");

        Decision decision = decisions.readValue();
        assertThat(decision.effect()).isEqualTo(Effect.ALERTED);
        assertThat(decision.evidence().accounts()).endsWith("user7");
        assertThat(decision.evidence().detail()).isEqualTo("3 failures before it");
        assertThat(decisions.isEmpty()).isTrue();
    }

    @Test
    void aSuccessAfterFailuresLongAgoIsAsUsual() throws IOException {
        rule("per: client, count: success-after-failures, within: 10m, limit: 3, then: alert, for: 1h");

        given(failure().weighing(2), "12:00:00");
        given(failure().weighing(2), "12:05:00");
        logsIn("203.0.113.7", "ada", "12:10:01");

        assertNothingDecided();
    }

    @Test
    void aLoginFromANewCountryIsToldOnceTheOldOnesAreKnown() throws IOException {
        rule("per: account, count: new-country, within: 30d, then: alert, for: 1d");

        appended(NOON, success("203.0.113.7").seenIn("DE", 64496, 52, 13, NOON));
        appended(NOON, success("203.0.113.8").seenIn("DE", 64497, 48, 11, NOON));
        appended(NOON, failure().from("203.0.113.9").seenIn("BR", 64498, -23, -46, NOON));
        assertNothingDecided();
        appended(NOON, success("203.0.113.9").seenIn("BR", 64498, -23, -46, NOON));

        Decision decision = decisions.readValue();
        assertThat(decision.subject()).hasToString("account:ada@example.org");
        assertThat(decision.evidence().detail()).isEqualTo("BR, so far DE");
        assertThat(decision.evidence().clients()).containsExactly("203.0.113.9");
    }

    @Test
    void aLoginFromANewAutonomousSystemIsTold() throws IOException {
        rule("per: account, count: new-asn, within: 30d, then: alert, for: 1d");

        appended(NOON, success("203.0.113.7").seenIn("DE", 64496, 52, 13, NOON));
        appended(NOON, success("203.0.113.8").seenIn("DE", 64496, 52, 13, NOON));
        assertNothingDecided();
        appended(NOON, success("203.0.113.8").seenIn("DE", 64497, 52, 13, NOON));

        assertThat(decisions.readValue().evidence().detail()).isEqualTo("AS64497, so far AS64496");
    }

    @Test
    void whoIsInTwoPlacesTooSoonIsTold() throws IOException {
        rule("per: account, count: travel, within: 12h, limit: 1000, then: alert, for: 6h");
        Instant later = NOON.plus(Duration.ofHours(2));

        appended(NOON, success("203.0.113.7").seenIn("DE", 64496, 52.5, 13.4, NOON));
        appended(later, success("203.0.113.8").seenIn("AU", 64497, -33.9, 151.2, later));

        Decision decision = decisions.readValue();
        assertThat(decision.evidence().detail()).isEqualTo("16097 km in 120 min");
        assertThat(decision.evidence().count()).isEqualTo(8048);
    }

    @Test
    void whoFliesIsNotTold() throws IOException {
        rule("per: account, count: travel, within: 30d, limit: 1000, then: alert, for: 6h");
        Instant later = NOON.plus(Duration.ofHours(20));

        appended(NOON, success("203.0.113.7").seenIn("DE", 64496, 52.5, 13.4, NOON));
        appended(NOON, success("203.0.113.9").seenIn("CZ", 64498, 50.1, 14.4, NOON));
        appended(later, success("203.0.113.8").seenIn("AU", 64497, -33.9, 151.2, later));

        assertNothingDecided();
    }

    @Test
    void anAccountThatNobodyMayTryBansWhoeverDoes() throws IOException {
        rule("per: client, count: failures, accounts: [oracle, trap@example.org], within: 1h, limit: 1, then: ban, "
                + "for: 1d");

        fails("203.0.113.1", "ada@example.org", "12:00:00");
        fails("203.0.113.2", "trap@example.com", "12:00:01");
        assertNothingDecided();
        fails("203.0.113.3", "Trap@Example.org", "12:00:02");
        fails("203.0.113.4", "oracle@example.com", "12:00:03");
        fails("203.0.113.5", "oracle", "12:00:04");

        assertThat(banned()).containsExactly("203.0.113.3/32", "203.0.113.4/32", "203.0.113.5/32");
    }

    @Test
    void aRuleForSomeHostsAndDoorsAndOutcomesDoesNotCountTheOthers() throws IOException {
        rule(
                "per: client, count: failures, hosts: [MX2], services: imap, outcomes: wrong_password, within: 1h, limit: 1, "
                        + "then: ban, for: 1d");
        Attempts wrong = failure().on("mx2").outcome(Outcome.WRONG_PASSWORD);

        given(wrong.on("mx1"), "12:00:00");
        given(wrong.outcome(Outcome.FAILED).id("b").session("b"), "12:00:01");
        given(wrong.service(Service.POP3).id("c").session("c"), "12:00:02");
        assertNothingDecided();

        given(wrong.id("d").session("d"), "12:00:03");
        assertThat(banned()).hasSize(1);
    }

    private static Attempts success(String client) {
        return failure().from(client).outcome(Outcome.SUCCEEDED);
    }
}
