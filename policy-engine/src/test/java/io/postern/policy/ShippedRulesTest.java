package io.postern.policy;

import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.events.Outcome;
import io.postern.events.SpecialPurpose;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.OwnHosts;
import io.postern.policy.deciding.PolicyRun;
import io.postern.policy.rules.RulesFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the rules do that hold when nobody has written any: an attack of each sort, and days without one.
class ShippedRulesTest {

    @TempDir
    Path directory;

    private PolicyRun run;
    private final List<Conclusion> all = new ArrayList<>();

    @BeforeEach
    void startWithoutFiles() throws Exception {
        run = new PolicyRun(
                RulesFolder.open(directory).current(),
                new OwnHosts(),
                SpecialPurpose.except(List.of(Network.of("203.0.113.0/24"), Network.of("2001:db8::/32"))),
                Duration.ofHours(1));
    }

    private void given(Attempts attempt, Duration after) {
        all.addAll(run.after(attempt.at(NOON.plus(after))));
    }

    private void seenIn(String country, long asn, double longitude, Attempts attempt, Duration after) {
        all.addAll(run.after(attempt.seenIn(country, asn, 50, longitude, NOON.plus(after))));
    }

    /// `brute-force banned client:203.0.113.7`
    private List<String> decided() {
        return all.stream()
                .map(Conclusion::decision)
                .map(decision -> decision.rule() + " " + decision.effect().wire() + " " + decision.subject())
                .toList();
    }

    private static Attempts success() {
        return failure().outcome(Outcome.SUCCEEDED);
    }

    @Test
    void bruteForce() {
        for (int i = 0; i < 3; i++) {
            given(failure(), Duration.ofMinutes(5L * i));
        }

        assertThat(decided()).containsExactly("brute-force banned client:203.0.113.7");
    }

    @Test
    void slowBruteForce() {
        for (int i = 0; i < 20; i++) {
            given(failure(), Duration.ofMinutes(60L * i));
        }

        assertThat(decided()).containsExactly("slow-brute-force banned client:203.0.113.7");
    }

    @Test
    void passwordSpraying() {
        for (int i = 0; i < 10; i++) {
            given(failure().account("user" + i), Duration.ofMinutes(20L * i));
        }

        assertThat(decided()).containsExactly("password-spraying banned client:203.0.113.7");
    }

    @Test
    void userEnumeration() {
        for (int i = 0; i < 5; i++) {
            given(failure().account("user" + i).outcome(Outcome.UNKNOWN_USER), Duration.ofMinutes(6L * i));
        }

        assertThat(decided()).containsExactly("user-enumeration banned client:203.0.113.7");
    }

    @Test
    void honeypot() {
        given(failure().account("oracle@example.org").outcome(Outcome.UNKNOWN_USER), Duration.ZERO);

        assertThat(decided()).containsExactly("honeypot banned client:203.0.113.7");
    }

    @Test
    void aHoneypotThatSomebodyIsCalledAfterAllHarmsNobody() {
        given(failure().account("oracle@example.org"), Duration.ZERO);
        given(failure().account("oracle@example.org").outcome(Outcome.WRONG_PASSWORD), Duration.ofMinutes(20));

        assertThat(decided()).isEmpty();
    }

    @Test
    void subnet() {
        for (int i = 0; i < 8; i++) {
            given(failure().from("203.0.113." + i).account("user" + i), Duration.ofMinutes(5L * i));
        }

        assertThat(decided()).containsExactly("subnet banned network:203.0.113.0/24");
    }

    @Test
    void distributedGuessing() {
        given(success().from("2001:db8:ffff::1"), Duration.ofDays(-2));
        for (int i = 0; i < 10; i++) {
            given(failure().from("2001:db8:" + i + "::1"), Duration.ofMinutes(5L * i));
        }
        given(failure().from("2001:db8:ffff::2"), Duration.ofMinutes(51));

        assertThat(decided())
                .hasSize(12)
                .startsWith("distributed-guessing alerted account:ada@example.org")
                .contains("distributed-guessing banned client:2001:db8:9::1")
                .endsWith("distributed-guessing exempt client:2001:db8:ffff::2");
    }

    @Test
    void recidive() {
        for (int i = 0; i < 5; i++) {
            given(failure().weighing(3), Duration.ofHours(3L * i));
        }

        assertThat(decided())
                .hasSize(6)
                .endsWith("brute-force banned client:203.0.113.7", "recidive banned client:203.0.113.7");
        assertThat(all.getLast().ban().orElseThrow().until())
                .isEqualTo(NOON.plus(Duration.ofDays(7).plusHours(12)));
    }

    @Test
    void successAfterFailures() {
        for (int i = 0; i < 5; i++) {
            given(failure(), Duration.ofMinutes(6L * i));
        }
        given(success(), Duration.ofMinutes(40));

        assertThat(decided()).containsExactly("success-after-failures alerted client:203.0.113.7");
    }

    @Test
    void newCountryAndNewAsnAndImpossibleTravel() {
        seenIn("DE", 64496, 13, success(), Duration.ofDays(-1));
        seenIn("DE", 64496, 13, success(), Duration.ZERO);
        seenIn("US", 64497, -100, success().from("2001:db8::1"), Duration.ofHours(3));

        assertThat(decided())
                .containsExactly(
                        "new-country alerted account:ada@example.org",
                        "new-asn simulated account:ada@example.org",
                        "impossible-travel alerted account:ada@example.org");
    }

    @Test
    void anOfficeBehindOneAddressWithItsTypingErrorsIsLeftAlone() {
        Address office = Address.of("203.0.113.7");
        for (int person = 0; person < 9; person++) {
            String account = "person" + person + "@example.org";
            given(failure().from(office.toString()).account(account), Duration.ofMinutes(30L * person));
            given(success().from(office.toString()).account(account), Duration.ofMinutes(30L * person + 1));
        }

        assertThat(decided()).isEmpty();
    }

    @Test
    void aMonthOfOneCustomerWithTwoDevicesIsQuiet() {
        Instant at = NOON;
        for (int hour = 0; hour < 24 * 30; hour++) {
            Duration after = Duration.between(NOON, at).plusHours(hour);
            seenIn("DE", 64496, 13, success().from("203.0.113.7"), after);
            seenIn("DE", 64496, 11, success().from("2001:db8::" + hour % 9), after.plusMinutes(20));
            if (hour % 50 == 0) {
                given(failure().from("203.0.113.7"), after.plusMinutes(30));
            }
        }

        assertThat(decided()).isEmpty();
    }
}
