package io.postern.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.auth.MovingClock;
import io.postern.auth.bans.KnownBans;
import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DoorkeeperTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final MovingClock clock = new MovingClock(NOON);
    private final List<AttemptObserved> sent = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private boolean room = true;

    private Doorkeeper knowing(String... networks) {
        return doorkeeper(true, networks);
    }

    private Doorkeeper doorkeeper(boolean ready, String... networks) {
        return new Doorkeeper(
                KnownBans.view(clock, ready, NOON.plusSeconds(60), networks),
                attempt -> room && sent.add(attempt),
                new PolicyMetrics(registry),
                clock);
    }

    static List<CapturedScenario> realRequests() {
        return CapturedScenario.all();
    }

    @ParameterizedTest
    @MethodSource("realRequests")
    void realRequestsAreAnsweredAndTheirReportsTellTheTruth(CapturedScenario scenario) {
        Doorkeeper doorkeeper = knowing("192.0.2.0/24");

        for (CapturedScenario.Request request : scenario.requests()) {
            Reply reply = doorkeeper.answer(
                    Command.of(request.command()), request.body().getBytes(StandardCharsets.UTF_8), "127.0.0.1");
            assertThat(reply).isEqualTo(request.command().equals("allow") ? Reply.ACCEPTED : Reply.RECORDED);
        }

        assertThat(sent).hasSize(1).allSatisfy(attempt -> {
            assertThat(attempt.outcome()).isEqualTo(scenario.outcome());
            assertThat(attempt.source()).isEqualTo(Source.DOVECOT_POLICY);
            assertThat(attempt.service()).isNotEqualTo(Service.OTHER);
            assertThat(attempt.at()).isEqualTo(NOON);
            assertThat(attempt.attempts()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @MethodSource("realRequests")
    void realQuestionsOfABannedClientAreRefused(CapturedScenario scenario) {
        Doorkeeper doorkeeper = knowing("0.0.0.0/0", "::/0");

        assertThat(scenario.requests())
                .filteredOn(request -> request.command().equals("allow"))
                .allSatisfy(request -> assertThat(doorkeeper.answer(
                                Command.ALLOW, request.body().getBytes(StandardCharsets.UTF_8), "127.0.0.1"))
                        .isEqualTo(Reply.REFUSED));
        assertThat(sent).as("a question is no attempt").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9,        REFUSED",
        "::ffff:203.0.113.9, REFUSED",
        "203.0.113.10,       ACCEPTED",
        "2001:db8:1:2::77,   REFUSED",
        "2001:db8:1:3::77,   ACCEPTED",
        "'',                 ACCEPTED",
        "mail.example.org,   ACCEPTED",
    })
    void onlyWhoIsBannedIsRefused(String remote, Reply expected) {
        Doorkeeper doorkeeper = knowing("203.0.113.9", "2001:db8:1:2::/64");

        assertThat(allow(doorkeeper, remote)).isEqualTo(expected);
    }

    @Test
    void aBanEndsByTheClockAlone() {
        Doorkeeper doorkeeper = knowing("203.0.113.9");
        assertThat(allow(doorkeeper, "203.0.113.9")).isEqualTo(Reply.REFUSED);

        clock.advance(Duration.ofSeconds(60));

        assertThat(allow(doorkeeper, "203.0.113.9")).isEqualTo(Reply.ACCEPTED);
    }

    @Test
    void beforeTheBansAreKnownThereIsNoAnswerButReportsAreTaken() {
        Doorkeeper doorkeeper = doorkeeper(false);

        assertThat(allow(doorkeeper, "203.0.113.9")).isEqualTo(Reply.NOT_READY);
        assertThat(report(doorkeeper, "\"remote\":\"203.0.113.9\"")).isEqualTo(Reply.RECORDED);
    }

    @Test
    void aReportBecomesAnAttemptWithAllThatItTells() {
        report(knowing(), """
                "attrs":{"mech":"plain","host":"mx1.example.org"},"login":"Ada@Example.org","protocol":"smtp",
                "pwhash":"0fd7","remote":"::ffff:203.0.113.9","session_id":"","fail_type":"credentials","success":false""");

        assertThat(sent).singleElement().satisfies(attempt -> {
            assertThat(attempt.id()).startsWith("policy:").hasSize("policy:".length() + 22);
            assertThat(attempt)
                    .isEqualTo(new AttemptObserved(
                            attempt.id(),
                            NOON,
                            "mx1.example.org",
                            Source.DOVECOT_POLICY,
                            Service.SMTP,
                            Address.of("203.0.113.9"),
                            "ada@example.org",
                            Outcome.WRONG_PASSWORD,
                            1,
                            "PLAIN",
                            null,
                            null));
        });
    }

    @Test
    void whatIsNotToldIsNotInvented() {
        report(knowing(), "\"login\":\"\",\"remote\":\"203.0.113.9\",\"success\":false");

        assertThat(sent).singleElement().satisfies(attempt -> {
            assertThat(attempt.account()).isNull();
            assertThat(attempt.session()).isNull();
            assertThat(attempt.mechanism()).isNull();
            assertThat(attempt.host()).as("the one who sent it").isEqualTo("192.0.2.1");
            assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(attempt.service()).isEqualTo(Service.OTHER);
        });
    }

    @Test
    void equalReportsAreTwoAttempts() {
        Doorkeeper doorkeeper = knowing();

        report(doorkeeper, "\"remote\":\"203.0.113.9\",\"session_id\":\"s\"");
        report(doorkeeper, "\"remote\":\"203.0.113.9\",\"session_id\":\"s\"");

        assertThat(sent).extracting(AttemptObserved::id).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void aReportWithoutAnAddressIsNoAttempt() {
        Doorkeeper doorkeeper = knowing();

        assertThat(report(doorkeeper, "\"remote\":\"\",\"protocol\":\"doveadm\""))
                .isEqualTo(Reply.IGNORED);
        assertThat(report(doorkeeper, "\"remote\":\"nowhere\"")).isEqualTo(Reply.IGNORED);

        assertThat(sent).isEmpty();
        assertThat(registry.get("postern.auth.reports.ignored").counters())
                .allSatisfy(counter -> assertThat(counter.count()).isEqualTo(1));
    }

    @Test
    void whatCannotBeKeptIsNotClaimed() {
        room = false;

        assertThat(report(knowing(), "\"remote\":\"203.0.113.9\"")).isEqualTo(Reply.NO_ROOM);
        assertThat(registry.get("postern.auth.reports")
                        .tag("outcome", "failed")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void whatIsNoRequestIsToldSo() {
        Doorkeeper doorkeeper = knowing();

        assertThat(doorkeeper.answer(Command.ALLOW, new byte[0], "127.0.0.1")).isEqualTo(Reply.MALFORMED);
        assertThat(doorkeeper.answer(Command.REPORT, "{".getBytes(StandardCharsets.UTF_8), "127.0.0.1"))
                .isEqualTo(Reply.MALFORMED);
        assertThat(doorkeeper.answer(Command.ALLOW, new byte[70_000], "127.0.0.1"))
                .isEqualTo(Reply.TOO_LARGE);
        assertThat(doorkeeper.answer(Command.of("reset"), new byte[0], "127.0.0.1"))
                .isEqualTo(Reply.UNKNOWN_COMMAND);
    }

    private static Reply allow(Doorkeeper doorkeeper, String remote) {
        return doorkeeper.answer(
                Command.ALLOW, ("{\"remote\":\"" + remote + "\"}").getBytes(StandardCharsets.UTF_8), "192.0.2.1");
    }

    private static Reply report(Doorkeeper doorkeeper, String members) {
        return doorkeeper.answer(Command.REPORT, ("{" + members + "}").getBytes(StandardCharsets.UTF_8), "192.0.2.1");
    }
}
