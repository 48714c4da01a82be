package io.postern.collector.following;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowingTest {

    private static final int MAX_LINE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final byte[] buffer = new byte[2 * MAX_LINE];
    private final AtomicLong nanos = new AtomicLong();
    private final Collected collected = new Collected();
    private Path log;
    private FileSource source;

    @BeforeEach
    void follow() {
        log = directory.resolve("mail.log");
        source = source(List.of(), collected, Start.BEGINNING);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    @Test
    void readsWhatIsThereAndWhatIsAdded() throws IOException {
        append("one\ntwo\n");
        poll();
        append("three\n");
        poll();
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three");
        assertThat(source.counters().position()).isEqualTo(14);
        assertThat(source.counters().lag()).isZero();
    }

    @Test
    void readsOnlyWhatIsNewWhenToldSo() throws IOException {
        append("old\nhalf");
        source = source(List.of(), collected, Start.END);
        poll();
        append(" line\nnew\n");
        poll();

        assertThat(collected.lines()).containsExactly("half line", "new");
    }

    @Test
    void keepsHalfALineUntilItIsComplete() throws IOException {
        append("one\ntw");
        poll();
        assertThat(collected.lines()).containsExactly("one");
        assertThat(source.counters().lag()).isEqualTo(2);

        append("o\n");
        poll();

        assertThat(collected.lines()).containsExactly("one", "two");
    }

    @Test
    void readsTheRestOfARenamedFileBeforeTheNewOne() throws IOException {
        append("one\n");
        poll();
        append("two\n");
        rename();
        append("four\n");
        Files.writeString(rotated(), "three\n", APPEND); // the syslog daemon was not told yet
        poll();
        append("five\n");
        Files.writeString(rotated(), "late\n", APPEND);
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four", "late", "five");
    }

    @Test
    void takesTheLastHalfLineOfARenamedFileWhenItStaysQuiet() throws IOException {
        append("one\n");
        poll();
        append("cut off");
        rename();
        append("two\n");
        poll();
        assertThat(collected.lines()).containsExactly("one", "two");

        pass(PATIENCE);
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "cut off");
        assertThat(source.place().files()).hasSize(1);
    }

    @Test
    void readsTheRestOfATruncatedFileFromItsCopy() throws IOException {
        append("one\n");
        poll();
        append("two\nthree\n");
        Files.copy(log, rotated());
        Files.writeString(log, "", TRUNCATE_EXISTING, WRITE);
        append("four\n");
        poll();
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void noticesATruncatedFileThatHasGrownPastTheOldPosition() throws IOException {
        append("one\n");
        poll();
        Files.writeString(log, "other and longer\nlines\n", TRUNCATE_EXISTING, WRITE);
        poll();
        poll();

        assertThat(collected.lines()).containsExactly("one", "other and longer", "lines");
    }

    @Test
    void noticesAFileThatWasRewrittenToTheSameSize() throws IOException {
        append("one\n");
        poll();
        Files.writeString(log, "two\n", TRUNCATE_EXISTING, WRITE);
        Files.setLastModifiedTime(log, java.nio.file.attribute.FileTime.fromMillis(1_000));
        poll();
        poll();

        assertThat(collected.lines()).containsExactly("one", "two");
    }

    @Test
    void cutsALineThatIsTooLong() throws IOException {
        append("one\n" + "x".repeat(1500) + "\ntwo\n");
        poll();
        append("y".repeat(100_000));
        poll();
        append("y".repeat(100_000) + "\nthree\n");
        poll();

        assertThat(collected.lines())
                .containsExactly("one", "x".repeat(MAX_LINE), "two", "y".repeat(MAX_LINE), "three");
        assertThat(source.counters().cut()).isEqualTo(2);
    }

    @Test
    void saysThatAFileIsMissingAndReadsItWhenItComes() throws IOException {
        poll();
        assertThat(source.counters().problem()).isEqualTo("no such file");

        append("one\n");
        poll();

        assertThat(source.counters().problem()).isNull();
        assertThat(collected.lines()).containsExactly("one");
    }

    @Test
    void readsOnWhenTheNameIsGone() throws IOException {
        append("one\n");
        poll();
        append("two\n");
        Files.delete(log);
        poll();
        append("three\n");
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three");
    }

    @Test
    void saysThatADirectoryIsNoFile() throws IOException {
        Files.createDirectory(log);
        poll();

        assertThat(source.counters().problem()).isEqualTo("not a regular file");
    }

    @Test
    void offersALineAgainThatWasNotTaken() throws IOException {
        append("one\ntwo\nthree\n");
        collected.room(2);
        assertThat(source.poll(buffer)).isTrue();
        assertThat(collected.lines()).containsExactly("one", "two");

        collected.room(10);
        assertThat(source.poll(buffer)).isFalse();

        assertThat(collected.lines()).containsExactly("one", "two", "three");
    }

    @Test
    void advancesOnlyToTheFirstLineThatIsNotSafe() throws IOException {
        Collected later = new Collected().confirmingLater();
        source = source(List.of(), later, Start.BEGINNING);
        append("one\ntwo\nthree\n");
        poll();
        assertThat(position()).isZero();

        later.confirm(1);
        later.confirm(2);
        assertThat(position()).isZero();

        later.confirm(0);
        assertThat(position()).isEqualTo(14);
    }

    @Test
    void goesBackToTheFirstLineThatIsNotSafe() throws IOException {
        Collected later = new Collected().confirmingLater();
        source = source(List.of(), later, Start.BEGINNING);
        append("one\ntwo\nthree\n");
        poll();
        later.confirm(0);
        later.confirm(2);
        source.rewind();
        poll();

        assertThat(later.lines()).containsExactly("one", "two", "three", "two", "three");
        assertThat(later.ids()).hasSize(3);
        assertThat(later.rewinds()).isEqualTo(1);
    }

    @Test
    void resumesWhereItWas() throws IOException {
        append("one\ntwo\n");
        poll();
        restart();
        append("three\n");
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three");
    }

    @Test
    void findsARenamedFileAgainAndAllThatCameAfterIt() throws IOException {
        append("one\n");
        poll();
        List<Position> positions = source.place().files();
        append("two\n");
        Files.move(log, directory.resolve("mail.log.2"));
        Files.setLastModifiedTime(
                directory.resolve("mail.log.2"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
        append("three\n");
        rename();
        append("four\n");
        Files.writeString(directory.resolve("mail.log.bak"), "never\n");
        source = source(positions, collected, Start.BEGINNING);
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void findsTheCopyOfAFileThatWasTruncatedMeanwhile() throws IOException {
        append("one\n");
        poll();
        List<Position> positions = source.place().files();
        append("two\n");
        Files.copy(log, rotated());
        Files.writeString(log, "three\nfour\n", TRUNCATE_EXISTING, WRITE);
        source = source(positions, collected, Start.BEGINNING);
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void givesTheSameLineTheSameIdUnderEveryName() throws IOException {
        append("one\ntwo\n");
        poll();
        Collected again = new Collected();
        rename();
        try (FileSource copy = new FileSource(rotated(), List.of(), again, settings(Start.BEGINNING), nanos::get)) {
            copy.poll(buffer);
        }

        assertThat(again.ids()).isEqualTo(collected.ids());
    }

    @Test
    void readsManyLinesThroughASmallBuffer() throws IOException {
        List<String> lines =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i).toList();
        append(String.join("\n", lines) + "\n");
        poll();

        assertThat(collected.lines()).isEqualTo(lines);
        assertThat(collected.ids()).hasSize(20_000);
    }

    @Test
    void remembersOffsetsAndSurvivesAFileThatIsNone() throws IOException {
        append("one\n");
        poll();
        Path state = directory.resolve("state");
        try (Offsets offsets = Offsets.open(state)) {
            offsets.save(java.util.Map.of(log.toString(), source.place()));
            assertThat(offsets.load()).containsEntry(log.toString(), source.place());

            Files.writeString(state.resolve("offsets.json"), "{\"v\":1,\"sour");
            assertThat(offsets.load()).isEmpty();
            assertThat(state.resolve("offsets.json.unreadable")).exists();
        }
    }

    @Test
    void letsOneProcessUseADirectory() throws IOException {
        try (Offsets first = Offsets.open(directory)) {
            assertThat(first).isNotNull();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Offsets.open(directory))
                    .hasMessageContaining("another collector");
        }
    }

    private FileSource source(List<Position> remembered, LineHandler handler, Start start) {
        return new FileSource(log, remembered, handler, settings(start), nanos::get);
    }

    private static FileSource.Settings settings(Start start) {
        return new FileSource.Settings(MAX_LINE, start, PATIENCE);
    }

    private void restart() throws IOException {
        List<Position> positions = source.place().files();
        source.close();
        source = source(positions, collected, Start.BEGINNING);
    }

    private void poll() {
        source.poll(buffer);
    }

    private long position() {
        return source.place().files().getLast().offset();
    }

    private void pass(Duration time) {
        poll();
        nanos.addAndGet(time.toNanos());
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, CREATE, APPEND);
    }

    private Path rotated() {
        return directory.resolve("mail.log.1");
    }

    private void rename() throws IOException {
        Files.move(log, rotated());
    }
}
