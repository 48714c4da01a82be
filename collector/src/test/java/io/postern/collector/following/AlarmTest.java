package io.postern.collector.following;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path directory;

    private final Alarm alarm = Alarm.open();
    private Path log;

    @BeforeEach
    void watch() throws IOException {
        log = Files.writeString(directory.resolve("mail.log"), "one\n");
        alarm.watch(List.of(log));
    }

    @AfterEach
    void close() {
        alarm.close();
    }

    @Test
    void itIsTheSystemsOwn() {
        assertThat(alarm).isInstanceOf(Inotify.class);
    }

    @Test
    void aQuietFileWakesNobody() throws Exception {
        Files.writeString(directory.resolve("other.log"), "one\n");

        assertThat(alarm.await(SHORT)).isFalse();
    }

    @Test
    void whatIsWrittenWakesOnceUntilTheFileIsWatchedAgain() throws Exception {
        append();
        assertThat(alarm.await(LONG)).isTrue();
        append();
        assertThat(alarm.await(SHORT)).isFalse();

        alarm.watch(List.of(log));
        append();
        assertThat(alarm.await(LONG)).isTrue();
    }

    @Test
    void aFileThatIsRenamedWakes() throws Exception {
        Files.move(log, directory.resolve("mail.log.1"));

        assertThat(alarm.await(LONG)).isTrue();
    }

    @Test
    void aFileThatIsReplacedWakes() throws Exception {
        Files.move(Files.writeString(directory.resolve("new"), "two\n"), log, StandardCopyOption.REPLACE_EXISTING);

        assertThat(alarm.await(LONG)).isTrue();
    }

    @Test
    void aFileThatComesLaterIsWatchedWhenItIsThere() throws Exception {
        Path later = directory.resolve("later.log");
        alarm.watch(List.of(later));
        Files.createFile(later);
        alarm.watch(List.of(later));

        Files.writeString(later, "one\n");

        assertThat(alarm.await(LONG)).isTrue();
    }

    @Test
    void whatIsWrittenInADirectoryWakes() throws Exception {
        Path spool = Files.createDirectory(directory.resolve("spool"));
        alarm.watch(List.of(spool));

        Files.writeString(spool.resolve("a-rather-long-name-of-a-segment-00000000000000000001"), "one\n");

        assertThat(alarm.await(LONG)).isTrue();
    }

    @Test
    void aRingWakesAtOnceOrLater() throws Exception {
        alarm.ring();
        alarm.ring();

        assertThat(alarm.await(LONG)).isTrue();
        assertThat(alarm.await(SHORT)).isFalse();

        Thread.ofPlatform().start(alarm::ring);
        assertThat(alarm.await(LONG)).isTrue();
    }

    @Test
    void whereTheSystemTellsNothingARingStillWakes() throws Exception {
        try (Alarm clock = new Alarm.Clock()) {
            clock.watch(List.of(log));
            append();
            assertThat(clock.await(SHORT)).isFalse();

            clock.ring();
            assertThat(clock.await(LONG)).isTrue();
        }
    }

    @Test
    void ringingIsHarmlessAfterTheEnd() {
        alarm.close();

        alarm.ring();
    }

    private void append() throws IOException {
        Files.writeString(log, "two\n", StandardOpenOption.APPEND);
    }
}
