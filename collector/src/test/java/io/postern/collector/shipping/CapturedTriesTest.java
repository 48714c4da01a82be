package io.postern.collector.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.following.Receipt;
import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.events.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real Dovecot 2.3.19.1 with five password databases, two of them of one name and one of them PAM, which is slow:
/// what its auth process logged of each try, and what its exporter told of the same tries. By `imap` logins of one
/// and of several tries, and by `doveadm auth test`, which logs nothing when it succeeds.
class CapturedTriesTest {

    private static final Path CAPTURED = Path.of("src/test/resources/captured");
    private static final Map<String, Integer> FAILED =
            Map.of("s2", 1, "s4", 1, "s5", 1, "R2dT7bdg5KZ/AAAB", 2, "mCu17rdglNR/AAAB", 2, "203.0.113.6", 1);

    @Test
    void eventsTellEachTryOnce() throws IOException {
        assertThat(failures("five-passdbs.events.jsonl", Source.DOVECOT_EVENT)).isEqualTo(FAILED);
    }

    @Test
    void linesTellEachTryOnceAndASuccessNotAtAllWhereNoneIsLogged() throws IOException {
        Map<String, Integer> failed = failures("five-passdbs.log", Source.DOVECOT_AUTH);

        assertThat(failed).containsAllEntriesOf(FAILED);
        failed.keySet().removeAll(FAILED.keySet());
        assertThat(failed).isEqualTo(Map.of("s1", 1, "s3", 1, "203.0.113.7", 1));
    }

    /// A try ends with one `auth_request_finished`, whatever it was told by; only where a database says `next` and none
    /// follows does nobody tell why.
    @ParameterizedTest
    @ValueSource(strings = {"dovecot-2.3.events.jsonl", "dovecot-2.4.events.jsonl", "five-passdbs.events.jsonl"})
    void asManyTriesAreToldAsRequestsFinished(String captured) throws IOException {
        List<String> lines = Files.readAllLines(CAPTURED.resolve(captured));
        long finished = lines.stream()
                .filter(line -> line.contains("\"event\":\"auth_request_finished\""))
                .count();
        long unanswered = lines.stream()
                .filter(line -> line.contains("\"result\":\"next\"") && line.contains("\"service:auth\""))
                .count();

        assertThat(shipped(captured)).hasSize((int) (finished - unanswered));
    }

    /// By session, or by client where there is none.
    private static Map<String, Integer> failures(String captured, Source source) throws IOException {
        Map<String, Integer> failures = new TreeMap<>();
        for (Reading.Attempt attempt : shipped(captured)) {
            if (attempt.source() == source && attempt.outcome().isFailure()) {
                String who = attempt.session() == null ? attempt.client().toString() : attempt.session();
                failures.merge(who, attempt.attempts(), Integer::sum);
            }
        }
        return failures;
    }

    private static List<Reading.Attempt> shipped(String captured) throws IOException {
        List<Reading.Attempt> shipped = new ArrayList<>();
        HeldTries tries = new HeldTries(line -> {
            shipped.add(line.attempt());
            return Receipt.SAFE;
        });
        Instant now = Instant.parse("2026-11-20T18:00:00Z");
        LineParser parser = new LineParser(new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(now), "this-host"));
        for (String line : Files.readAllLines(CAPTURED.resolve(captured))) {
            if (parser.read(line) instanceof Reading.Attempt attempt) {
                tries.take(new HeldTries.Line(attempt, line, 0), 0);
            }
        }
        tries.shipAll();
        return shipped;
    }
}
