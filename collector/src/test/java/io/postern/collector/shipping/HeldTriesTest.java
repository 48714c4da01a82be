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

    private boolean room = true;
    private final List<HeldTries.Line> shipped = new ArrayList<>();
    private final HeldTries tries = new HeldTries(
            PATIENCE,
            line -> {
                shipped.add(line);
                return Receipt.SAFE;
            },
            () -> room);
    private Instant now = START;
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
    void aDisabledAccountIsNoFailureThoughAnotherDatabaseDoesNotKnowIt() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
        say("sql", Outcome.ACCOUNT_DISABLED, "s1", "ada");

        assertThat(outcomes()).containsExactly(Outcome.ACCOUNT_DISABLED);
    }

    @Test
    void aDatabaseThatSpeaksAgainSpeaksOfAnotherTry() {
        for (int i = 0; i < 3; i++) {
            now = START.plusSeconds(i);
            say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
            say("sql", Outcome.WRONG_PASSWORD, "s1", "ada");
        }

        assertThat(outcomes()).containsExactly(Outcome.WRONG_PASSWORD, Outcome.WRONG_PASSWORD, Outcome.WRONG_PASSWORD);
    }

    @Test
    void triesThatOverlapArePairedInTheirOrder() {
        say("pam (worker)", Outcome.UNKNOWN_USER, null, "ada");
        say("pam (worker)", Outcome.UNKNOWN_USER, null, "ada");
        say("sql (worker)", Outcome.WRONG_PASSWORD, null, "ada");
        say("sql (worker)", Outcome.WRONG_PASSWORD, null, "ada");

        assertThat(outcomes()).containsExactly(Outcome.WRONG_PASSWORD, Outcome.WRONG_PASSWORD);
    }

    @Test
    void twoDatabasesOfOneNameAreOneTryWhenOneKnowsTheUser() {
        say("passwd-file", Outcome.UNKNOWN_USER, "s1", "ada");
        say("passwd-file", Outcome.WRONG_PASSWORD, "s1", "ada");

        assertThat(outcomes()).containsExactly(Outcome.WRONG_PASSWORD);
    }

    @Test
    void whatTheAuthProcessSaysInOneMomentIsOneTryThoughNamesRepeat() {
        say("passwd-file", Outcome.UNKNOWN_USER, "s1", "ada");
        say("passwd-file", Outcome.UNKNOWN_USER, "s1", "ada");
        now = START.plusSeconds(1);
        say("passwd-file", Outcome.UNKNOWN_USER, "s1", "ada");

        assertThat(outcomes()).hasSize(2);
    }

    @Test
    void aSlowDatabasePutsTheEndOff() {
        say("passwd-file", Outcome.UNKNOWN_USER, "s1", "ada");
        now = START.plusSeconds(2);
        say("pam (worker)", Outcome.WRONG_PASSWORD, "s1", "ada");
        now = START.plusSeconds(4);
        say("staff", Outcome.UNKNOWN_USER, "s1", "ada");

        assertThat(shipped).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.WRONG_PASSWORD);
    }

    @Test
    void anEventThatComesAfterTheSuccessOfItsTryIsForgotten() {
        now = START.plusMillis(20);
        take(attempt(Source.DOVECOT_EVENT, null, Outcome.SUCCEEDED, "s1", "ada"));
        now = START;
        Receipt late = take(attempt(Source.DOVECOT_EVENT, "pam/1", Outcome.WRONG_PASSWORD, "s1", "ada"));
        assertThat(late.isSafe()).isTrue();

        now = START.plusMillis(40);
        take(attempt(Source.DOVECOT_EVENT, "pam/1", Outcome.WRONG_PASSWORD, "s1", "ada"));

        assertThat(outcomes()).containsExactly(Outcome.SUCCEEDED, Outcome.WRONG_PASSWORD);
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
        say("pam (worker)", Outcome.UNKNOWN_USER, "s1", "ada");
        say("pam (worker)", Outcome.UNKNOWN_USER, "s1", "ada");

        take(attempt(Source.DOVECOT_LOGIN, null, Outcome.SUCCEEDED, "s1", "ada"));

        assertThat(shipped).extracting(HeldTries.Line::offset).containsExactly(1L, 3L);
        assertThat(tries.size()).isZero();
    }

    @Test
    void withoutASessionALoginIsKnownByClientAndAccount() {
        say("pam", Outcome.UNKNOWN_USER, null, "ada");
        say("pam", Outcome.UNKNOWN_USER, null, "bob");

        take(attempt(Source.POSTFIX_SASL, null, Outcome.SUCCEEDED, null, "ada"));

        assertThat(outcomes()).containsExactly(Outcome.SUCCEEDED, Outcome.UNKNOWN_USER);
        assertThat(shipped.getLast().attempt().account()).isEqualTo("bob");
    }

    @Test
    void theEndOfASessionEndsThePatience() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");

        take(attempt(Source.DOVECOT_LOGIN, null, Outcome.FAILED, "s1", "ada"));

        assertThat(shipped).extracting(HeldTries.Line::offset).containsExactly(1L, 2L);
    }

    @Test
    void whatWasSaidIsShippedAfterThePatienceByTheClockOfTheLines() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");

        tries.timePassed(START.plus(PATIENCE).minusMillis(1), 0);
        assertThat(shipped).isEmpty();

        tries.timePassed(START.plus(PATIENCE), 0);
        assertThat(shipped).hasSize(1);
    }

    @Test
    void whatWasSaidIsShippedAfterThePatienceWhileThereAreNoLines() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");

        tries.timePassed(null, PATIENCE.toNanos());

        assertThat(shipped).hasSize(1);
    }

    @Test
    void nothingIsShippedWhileThereIsNoRoom() {
        Receipt receipt = say("pam", Outcome.UNKNOWN_USER, "s1", "ada");

        room = false;
        tries.timePassed(null, PATIENCE.toNanos());

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
    void aLaterLoginOfTheSessionTakesNothingBack() {
        say("pam", Outcome.UNKNOWN_USER, "s1", "ada");
        now = START.plus(PATIENCE);

        take(attempt(Source.DOVECOT_LOGIN, null, Outcome.SUCCEEDED, "s1", "ada"));

        assertThat(shipped).hasSize(2);
    }

    @Test
    void onlyWhatADatabaseSaysIsHeldBack() {
        take(attempt(Source.DOVECOT_AUTH, "policy", Outcome.REFUSED_BY_POLICY, "s1", "ada"));
        take(attempt(Source.DOVECOT_AUTH, null, Outcome.FAILED, "s2", "ada"));
        take(attempt(Source.DOVECOT_LOGIN, null, Outcome.FAILED, "s3", "ada"));
        assertThat(shipped).hasSize(3);

        take(attempt(Source.DOVECOT_EVENT, "sql/1", Outcome.TEMPORARY_FAILURE, "s4", "ada"));
        assertThat(shipped).hasSize(3);
    }

    private Receipt say(String passdb, Outcome outcome, String session, String account) {
        return take(attempt(Source.DOVECOT_AUTH, passdb, outcome, session, account));
    }

    private Receipt take(Reading.Attempt attempt) {
        offset++;
        return tries.take(new HeldTries.Line(attempt, "id" + offset, offset), 0);
    }

    private List<Outcome> outcomes() {
        tries.shipAll();
        return shipped.stream().map(line -> line.attempt().outcome()).toList();
    }

    private Reading.Attempt attempt(Source source, String passdb, Outcome outcome, String session, String account) {
        return new Reading.Attempt(
                Daemon.DOVECOT,
                Kind.AUTH,
                now,
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
