package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.AttemptObserved;
import io.postern.events.Topic;
import io.postern.testkit.backends.TestBackends;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The collector as its own process, killed in the middle of its work.
class CollectorKilledIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void losesNothingAndDoublesNoIdWhenItIsKilled() throws Exception {
        String servers = TestBackends.kafka().bootstrapServers();
        MailLog log = new MailLog(directory.resolve("mail.log"));
        log.write(20_000);
        int before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            process = start(servers, log);
            before = own(servers, log, before + 1, PATIENCE).size();
            process.destroyForcibly();
            process.waitFor();
            log.write(5_000);
        }
        process = start(servers, log);

        List<AttemptObserved> attempts = own(servers, log, log.accounts().size(), PATIENCE);

        assertThat(attempts.stream().map(AttemptObserved::account).distinct())
                .containsExactlyInAnyOrderElementsOf(log.accounts());
        assertThat(attempts.stream().map(AttemptObserved::id).distinct())
                .as("each attempt has one id however often it was shipped")
                .hasSameSizeAs(log.accounts());
    }

    /// Of this test's log, until there are so many different ones.
    private static List<AttemptObserved> own(String servers, MailLog log, int number, Duration longest) {
        String origin = log.file() + "@";
        return Topics.read(
                        servers,
                        Topic.ATTEMPTS,
                        all -> all.stream()
                                        .filter(attempt -> attempt.origin().startsWith(origin))
                                        .map(AttemptObserved::account)
                                        .distinct()
                                        .count()
                                >= number,
                        longest)
                .stream()
                .filter(attempt -> attempt.origin().startsWith(origin))
                .toList();
    }

    private Process start(String servers, MailLog log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-Dquarkus.http.port=0",
                        "-Dkafka.bootstrap.servers=" + servers,
                        "-Dpostern.collector.files=" + log.file(),
                        "-Dpostern.collector.state-directory=" + directory.resolve("state"),
                        "-Dpostern.collector.zone=UTC",
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("collector.log").toFile()))
                .start();
    }
}
