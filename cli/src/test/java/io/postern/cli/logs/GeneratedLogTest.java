package io.postern.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Source;
import io.postern.policy.counting.Correlator;
import io.postern.policy.counting.Tallies;
import io.postern.policy.counting.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A generated log of Dovecot and Postfix, and the truth about it by whoever made it: read by the collector, counted
/// once by the engine, the numbers must be equal for each address.
///
/// The generator lies beside the repository, as the corpus does; where it is not, there is nothing to try.
class GeneratedLogTest {

    private static final Path GENERATOR = Path.of("../../shared/tools/genlog.py");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path directory;

    private record Generated(int seed, String dovecot, String header) {}

    @TestFactory
    Stream<DynamicTest> everyTryOfEachAddressCountsOnce() {
        return Files.exists(GENERATOR)
                ? Stream.of(
                                new Generated(1, "2.3", "rfc3164"),
                                new Generated(1, "2.4", "iso8601"),
                                new Generated(2, "2.3", "iso8601"),
                                new Generated(2, "mixed", "mixed"))
                        .map(log -> DynamicTest.dynamicTest(log.toString(), () -> countsOnce(log)))
                : Stream.empty();
    }

    private void countsOnce(Generated generated) throws Exception {
        Path log = directory.resolve("mail.log");
        JsonNode truth = generate(log, generated);

        assertThat(counted(log)).isEqualTo(attempts(truth));
        assertThat(linesByKind(log)).isEqualTo(kinds(truth));
    }

    private JsonNode generate(Path log, Generated generated) throws IOException, InterruptedException {
        Path truth = directory.resolve("truth.json");
        Process process = new ProcessBuilder(
                        "python3",
                        GENERATOR.toString(),
                        "--lines",
                        "60000",
                        "--seed",
                        String.valueOf(generated.seed),
                        "--dovecot",
                        generated.dovecot,
                        "--header",
                        generated.header,
                        "--out",
                        log.toString(),
                        "--truth",
                        truth.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return new ObjectMapper().readTree(truth.toFile());
    }

    /// As the policy engine counts: what the sources tell of one login is compared, not added.
    private Map<String, Integer> counted(Path log) throws IOException {
        Map<String, Tally> tallies = new HashMap<>();
        Correlator correlator = new Correlator(new Tallies() {
            @Override
            public Tally get(String key) {
                return tallies.get(key);
            }

            @Override
            public void put(String key, Tally tally) {
                tallies.put(key, tally);
            }
        });
        Map<String, Integer> counted = new TreeMap<>();
        try (History history = History.of(List.of(log), null, new History.Settings(ZoneOffset.UTC, NOW, List.of()))) {
            for (AttemptObserved attempt = history.next(); attempt != null; attempt = history.next()) {
                if (attempt.outcome() == Outcome.SUCCEEDED) {
                    continue;
                }
                int news = correlator.news(attempt, attempt.at(), Long.MAX_VALUE);
                if (attempt.outcome().isFailure() && news > 0) {
                    counted.merge(attempt.client().toString(), news, Integer::sum);
                }
            }
        }
        return counted;
    }

    private static Map<String, Integer> attempts(JsonNode truth) {
        Map<String, Integer> attempts = new TreeMap<>();
        truth.get("addresses").properties().forEach(address -> {
            int number = address.getValue().get("attempts").asInt();
            if (number > 0) {
                attempts.put(address.getKey(), number);
            }
        });
        return attempts;
    }

    /// The generator's kinds of line that tell of a login.
    private static Map<String, Integer> linesByKind(Path log) throws IOException {
        LineParser parser = new LineParser(new ParserSettings(ZoneOffset.UTC, () -> NOW, "localhost"));
        Map<String, Integer> kinds = new TreeMap<>();
        for (String line : Files.readAllLines(log)) {
            Reading reading = parser.read(line);
            assertThat(reading).isNotInstanceOfAny(Reading.Unreadable.class, Reading.Ambiguous.class);
            Reading told = reading instanceof Reading.Mail mail ? mail.login() : reading;
            // The generator lets a process change its number in the middle of a connection, which then seems to end
            // with
            // tries that nobody told of.
            if (told instanceof Reading.Attempt attempt && attempt.outcome() != Outcome.REFUSED_BY_POLICY) {
                kinds.merge(kind(attempt), 1, Integer::sum);
            }
        }
        return kinds;
    }

    private static String kind(Reading.Attempt attempt) {
        if (attempt.source() == Source.DOVECOT_AUTH) {
            return "dovecot_auth_worker";
        }
        if (attempt.source() == Source.DOVECOT_LOGIN) {
            return attempt.outcome() == Outcome.SUCCEEDED ? "dovecot_login" : "dovecot_login_failed";
        }
        if (attempt.outcome() == Outcome.SUCCEEDED) {
            return "client_sasl";
        }
        return attempt.account() == null ? "postfix_sasl" : "postfix_sasl_username";
    }

    private static Map<String, Integer> kinds(JsonNode truth) {
        Map<String, Integer> kinds = new TreeMap<>();
        truth.at("/counts/auth_failure")
                .properties()
                .forEach(kind -> kinds.put(kind.getKey(), kind.getValue().asInt()));
        kinds.put("dovecot_login", truth.at("/counts/login/dovecot_login").asInt());
        kinds.put("client_sasl", truth.at("/counts/mail/client_sasl").asInt());
        return kinds;
    }
}
