package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Annotated lines collected from other projects, beside the repository; where the collection is not, there is nothing
/// to try.
class CorpusTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Login lines that are left unread on purpose: no time stamp, which would date an old line to now; not Dovecot's
    /// elements (an example of a manual).
    private static final Predicate<String> NOT_READ = line ->
            line.startsWith("imap-login: ") || line.startsWith("warning: ") || line.endsWith("Authentication Failure:");

    private static final Predicate<String> OF_DOVECOTS_AUTH_PROCESS =
            line -> line.matches("(?:.* )?auth(?:-worker)?[:(].*")
                    && !line.contains("pam_unix(")
                    && !line.contains("postfix")
                    && !line.contains("imap: ");

    @TestFactory
    Stream<DynamicTest> recognisesEveryLoginLineOfDovecotAndPostfix() throws IOException {
        return rows(Set.of("dovecot.jsonl", "dovecot_varieties.jsonl", "postfix.jsonl", "injection.jsonl"))
                .filter(row -> row.line().contains("-login: ")
                        || OF_DOVECOTS_AUTH_PROCESS.test(row.line())
                        || row.line().matches(".*postfix[^ ]*/smtpd\\[\\d+\\]: warning: .*: SASL .*"))
                .filter(row -> !NOT_READ.test(row.line()))
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> recognises(row)));
    }

    @TestFactory
    Stream<DynamicTest> neverReportsTheForgedAddressNorWhatIsNoFailure() throws IOException {
        if (!Files.isDirectory(CORPUS)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(CORPUS)) {
            Set<String> all = Set.copyOf(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .toList());
            return rows(all).map(row -> DynamicTest.dynamicTest(row.name(), () -> doesNotFrame(row)));
        }
    }

    private static void recognises(Row row) {
        Reading reading = Readings.parser().read(row.line());
        switch (row.kind()) {
            case "auth" -> {
                Reading.Attempt attempt = attempt(reading);
                assertThat(attempt.outcome().isFailure()).isTrue();
                assertThat(attempt.client()).isEqualTo(Address.of(row.ip()));
                if (row.user() != null
                        && !row.line().contains("#012")
                        && !row.line().contains("\\n")) {
                    assertThat(attempt.account()).isEqualTo(io.postern.events.Text.account(row.user()));
                }
                if (row.attempts() > 0) {
                    assertThat(attempt.attempts()).isEqualTo(row.attempts());
                }
            }
            case "login_ok" -> {
                assertThat(attempt(reading).outcome()).isEqualTo(Outcome.SUCCEEDED);
                assertThat(attempt(reading).client()).isEqualTo(Address.of(row.ip()));
            }
            case "auth_tempfail" -> assertThat(attempt(reading).outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
            case "auth_policy" ->
                assertThat(reading)
                        .satisfiesAnyOf(
                                r -> assertThat(r.kind()).isEqualTo(Kind.AUTH_POLICY),
                                r -> assertThat(row.line()).contains("-login: Authenticate "));
            case "no_auth_attempt" -> assertThat(reading.kind()).isEqualTo(Kind.NO_AUTH_ATTEMPT);
            case "limit" -> assertThat(reading.kind()).isEqualTo(Kind.LIMIT);
            case "info" -> assertThat(reading).isNotInstanceOf(Reading.Unreadable.class);
            default -> fail("a kind of login line that this test does not know: " + row.kind());
        }
    }

    private static void doesNotFrame(Row row) {
        if (Readings.parser().read(row.line()) instanceof Reading.Attempt attempt) {
            assertThat(attempt.client().toString()).isNotEqualTo(row.mustNotReport());
            if (!row.kind().equals("auth")) {
                assertThat(attempt.outcome().isFailure()).isFalse();
            }
        }
    }

    private static Reading.Attempt attempt(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Attempt.class);
        return (Reading.Attempt) reading;
    }

    record Row(String name, String line, String kind, String ip, String user, int attempts, String mustNotReport) {}

    private static Stream<Row> rows(Set<String> files) throws IOException {
        return files.stream()
                .filter(file -> Files.exists(CORPUS.resolve(file)))
                .sorted()
                .flatMap(file -> {
                    try {
                        List<String> rows = Files.readAllLines(CORPUS.resolve(file));
                        return Stream.iterate(0, i -> i + 1)
                                .limit(rows.size())
                                .flatMap(i -> rows(file + ":" + (i + 1), rows.get(i)));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    private static Stream<Row> rows(String name, String json) {
        try {
            JsonNode row = JSON.readTree(json);
            JsonNode expect = row.get("expect");
            JsonNode meta = row.get("meta");
            Stream<String> lines = row.has("line")
                    ? Stream.of(row.get("line").asText())
                    : StreamSupport.stream(row.get("lines").spliterator(), false)
                            .map(JsonNode::asText);
            return lines.map(line -> new Row(
                    name,
                    line,
                    meta.path("kind").asText(),
                    expect.path("ip").asText(null),
                    expect.path("user").asText(null),
                    meta.path("attempts").asInt(0),
                    meta.path("must_not_report").asText(null)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
