package io.postern.collector.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.following.Receipt;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldTriesTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<HeldTries.Line> shipped = new ArrayList<>();
    private final HeldTries tries = new HeldTries(PATIENCE, line -> {
        shipped.add(line);
        return Receipt.SAFE;
    });
    private long offset;

    @Test
    void twoDatabasesThatKnowNobodyAreOneTry() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
        say("sql", Outcome.UNKNOWN_USER, "s1", "ada");

        assertThat(outcomes()).containsExactly(Outcome.UNKNOWN_USER);
    }

    @Test
    void aWrongPasswordReplacesAnUnknownUser() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
        say("sql", Outcome.WRONG_PASSWORD, "s1", "ada");

        assertThat(outcomes()).containsExactly(Outcome.WRONG_PASSWORD);
        assertThat(shipped.getFirst().attempt().passdb()).isEqualTo("sql");
    }

    @Test
    void aDatabaseThatCouldNotDecideHasTheLastWord() {
        say("ldap", Outcome.TEMPORARY_FAILURE, "s1", "ada");
        say("sql", Outcome.WRONG_PASSWORD, "s1", "ada");

        assertThat(outcomes()).containsExactly(Outcome.TEMPORARY_FAILURE);
    }

    @Test
    void aDatabaseThatSpeaksAgainSpeaksOfAnotherTry() {
        for (int i = 0; i < 3; i++) {
            say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
            say("sql", Outcome.WRONG_PASSWORD, "s1", "ada");
        }

        assertThat(outcomes()).containsExactly(Outcome.WRONG_PASSWORD, Outcome.WRONG_PASSWORD, Outcome.WRONG_PASSWORD);
    }

    @Test
    void triesThatOverlapArePairedInTheirOrder() {
        say("pam", Outcome.UNKNOWN_USER, null, "ada");
        say("pam", Outcome.UNKNOWN_USER, null, "ada");
        say("sql", Outcome.WRONG_PASSWORD, null, "ada");
        say("sql", Outcome.WRONG_PASSWORD, null, "ada");

        assertThat(outcomes()).containsExactly(Outcome.WRONG_PASSWORD, Outcome.WRONG_PASSWORD);
    }

    @Test
    void twoDatabasesOfOneNameAreOneTryWhenOneKnowsTheUser() {
        say("passwd-file", Outcome.UNKNOWN_USER, "s1", "ada");
        say("passwd-file", Outcome.WRONG_PASSWORD, "s1", "ada");

        assertThat(outcomes()).containsExactly(Outcome.WRONG_PASSWORD);
    }

    @Test
    void anotherAccountIsAnotherTry() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
        say("sql", Outcome.UNKNOWN_USER, "s1", "bob");

        assertThat(outcomes()).hasSize(2);
    }

    @Test
    void anotherSessionIsAnotherTry() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
        say("sql", Outcome.UNKNOWN_USER, "s2", "ada");

        assertThat(outcomes()).hasSize(2);
    }

    @Test
    void aLoginTakesBackWhatWasSaidLastAndNothingElse() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");

        tries.loggedIn(attempt(Source.DOVECOT_LOGIN, null, Outcome.SUCCEEDED, "s1", "ada"));

        assertThat(shipped).extracting(HeldTries.Line::offset).containsExactly(1L);
        assertThat(tries.size()).isZero();
    }

    @Test
    void withoutASessionALoginIsKnownByClientAndAccount() {
        say("pam", Outcome.UNKNOWN_USER, null, "ada");
        say("pam", Outcome.UNKNOWN_USER, null, "bob");

        tries.loggedIn(attempt(Source.POSTFIX_SASL, null, Outcome.SUCCEEDED, null, "ada"));

        assertThat(outcomes()).hasSize(1);
        assertThat(shipped.getFirst().attempt().account()).isEqualTo("bob");
    }

    @Test
    void theEndOfASessionEndsThePatience() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");

        tries.ended(attempt(Source.DOVECOT_LOGIN, null, Outcome.FAILED, "s1", "ada"));

        assertThat(shipped).hasSize(1);
    }

    @Test
    void whatWasSaidIsShippedAfterThePatienceByTheClockOfTheLines() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");

        tries.shipDue(START.plus(PATIENCE).minusMillis(1), 0, () -> true);
        assertThat(shipped).isEmpty();

        tries.shipDue(START.plus(PATIENCE), 0, () -> true);
        assertThat(shipped).hasSize(1);
    }

    @Test
    void whatWasSaidIsShippedAfterThePatienceWhileThereAreNoLines() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");

        tries.shipDue(null, PATIENCE.toNanos(), () -> true);

        assertThat(shipped).hasSize(1);
    }

    @Test
    void nothingIsShippedWhileThereIsNoRoom() {
        Receipt receipt = say("pam", Outcome.UNKNOWN_USER, "s1", "ada");

        tries.shipDue(null, PATIENCE.toNanos(), () -> false);

        assertThat(shipped).isEmpty();
        assertThat(receipt.isSafe()).isFalse();
    }

    @Test
    void allLinesOfATryAreSafeTogether() {
        Receipt first = say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
        Receipt second = say("sql", Outcome.WRONG_PASSWORD, "s1", "ada");
        assertThat(first.isSafe() || second.isSafe()).isFalse();

        tries.shipAll();

        assertThat(first.isSafe() && second.isSafe()).isTrue();
    }

    @Test
    void aFloodShipsTheOldestEarly() {
        for (int i = 0; i < 10_050; i++) {
            say("pam", Outcome.UNKNOWN_USER, "s" + i, "ada");
        }

        assertThat(tries.size()).isEqualTo(10_000);
        assertThat(shipped).hasSize(50);
    }

    @Test
    void onlyRefusalsOfADatabaseAreHeldBack() {
        assertThat(HeldTries.concerns(attempt(Source.DOVECOT_AUTH, "sql", Outcome.UNKNOWN_USER, "s", "ada")))
                .isTrue();
        assertThat(HeldTries.concerns(attempt(Source.DOVECOT_EVENT, "sql/1", Outcome.TEMPORARY_FAILURE, "s", "ada")))
                .isTrue();
        assertThat(HeldTries.concerns(attempt(Source.DOVECOT_AUTH, "policy", Outcome.REFUSED_BY_POLICY, "s", "ada")))
                .isFalse();
        assertThat(HeldTries.concerns(attempt(Source.DOVECOT_AUTH, null, Outcome.FAILED, "s", "ada")))
                .isFalse();
        assertThat(HeldTries.concerns(attempt(Source.DOVECOT_LOGIN, null, Outcome.FAILED, "s", "ada")))
                .isFalse();
    }

    private Receipt say(String passdb, Outcome outcome, String session, String account) {
        offset++;
        Reading.Attempt attempt = attempt(Source.DOVECOT_AUTH, passdb, outcome, session, account);
        return tries.hold(new HeldTries.Line(attempt, "id" + offset, offset), 0);
    }

    private List<Outcome> outcomes() {
        tries.shipAll();
        return shipped.stream().map(line -> line.attempt().outcome()).toList();
    }

    private static Reading.Attempt attempt(
            Source source, String passdb, Outcome outcome, String session, String account) {
        return new Reading.Attempt(
                Daemon.DOVECOT,
                Kind.AUTH,
                START,
                "mx1.example.org",
                source,
                Service.OTHER,
                Address.of("203.0.113.7"),
                account,
                outcome,
                1,
                null,
                session,
                passdb);
    }
}
