package io.postern.collector.following;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Rotated files, compressed ones above all.
class RotationTest {

    private static final int MAX_LINE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final byte[] buffer = new byte[2 * MAX_LINE];
    private final AtomicLong nanos = new AtomicLong();
    private Collected collected = new Collected();
    private Path log;
    private FileSource source;

    @BeforeEach
    void follow() {
        log = directory.resolve("mail.log");
        source = source(List.of(), Start.BEGINNING);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    @ParameterizedTest
    @EnumSource
    void catchesUpFromRotatedFilesOldestFirst(Packing packing) throws IOException {
        write("mail.log", "seven\n");
        write("mail.log.1", "five\nsix\n");
        pack(packing, "mail.log.2", "three\nfour\n");
        pack(packing, "mail.log.10", "one\ntwo\n");
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four", "five", "six", "seven");
    }

    @Test
    void readsRotatedFilesOfALogThatIsFollowedFromItsEndNever() throws IOException {
        write("mail.log", "two\n");
        pack(Packing.GZIP, "mail.log.1", "one\n");
        source = source(List.of(), Start.END);
        poll();
        write("mail.log", "three\n");
        poll();

        assertThat(collected.lines()).containsExactly("three");
    }

    @ParameterizedTest
    @EnumSource
    void readsOnInAFileThatWasCompressedMeanwhile(Packing packing) throws IOException {
        write("mail.log", "one\n");
        poll();
        List<Position> positions = source.place().files();
        write("mail.log", "two\nthree\n");
        pack(packing, "mail.log.2", Files.readString(log));
        Files.delete(log);
        write("mail.log.1", "four\n");
        write("mail.log", "five\n");
        source = source(positions, Start.BEGINNING);
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four", "five");
    }

    @Test
    void readsNothingTwiceThatWasReadBeforeItWasCompressed() throws IOException {
        write("mail.log", "one\ntwo\n");
        poll();
        List<Position> positions = source.place().files();
        pack(Packing.GZIP, "mail.log.1", Files.readString(log));
        Files.delete(log);
        write("mail.log", "three\n");
        source = source(positions, Start.BEGINNING);
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three");
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameLineTheSameIdCompressedOrNot(Packing packing) throws IOException {
        String lines =
                IntStream.range(0, 5_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        write("mail.log", lines);
        poll();
        Collected plain = collected;
        collected = new Collected();
        pack(packing, "mail.log.1", lines);
        Files.delete(log);
        write("mail.log", "new\n");
        source = source(List.of(), Start.BEGINNING);
        poll();

        assertThat(collected.ids()).hasSize(5_001).containsAll(plain.ids());
    }

    @Test
    void offersALineOfACompressedFileAgainThatWasNotTaken() throws IOException {
        write("mail.log", "four\n");
        pack(Packing.GZIP, "mail.log.1", "one\ntwo\nthree\n");
        collected.room(2);
        assertThat(source.poll(buffer)).isTrue();
        assertThat(collected.lines()).containsExactly("one", "two");

        collected.room(10);
        assertThat(source.poll(buffer)).isFalse();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void goesBackInACompressedFileToTheFirstLineThatIsNotSafe() throws IOException {
        collected.confirmingLater();
        write("mail.log", "four\n");
        pack(Packing.XZ, "mail.log.1", "one\ntwo\nthree\n");
        poll();
        collected.confirm(0);
        source.rewind();
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four", "two", "three", "four");
        assertThat(collected.ids()).hasSize(4);
    }

    @Test
    void readsOnInACompressedFileAfterARestart() throws IOException {
        write("mail.log", "four\n");
        pack(Packing.ZSTD, "mail.log.1", "one\ntwo\nthree\n");
        collected.room(2);
        poll();
        collected.room(10);
        List<Position> positions = source.place().files();
        Files.move(directory.resolve("mail.log.1.zst"), directory.resolve("mail.log.2.zst"));
        source.close();
        source = source(positions, Start.BEGINNING);
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void forgetsACompressedFileThatWasReadToItsEnd() throws IOException {
        write("mail.log", "two\n");
        pack(Packing.GZIP, "mail.log.1", "one\n");
        poll();
        nanos.addAndGet(PATIENCE.toNanos());
        poll();

        assertThat(source.place().files()).hasSize(1);
        assertThat(source.counters().lag()).isZero();
    }

    @Test
    void cutsALineOfACompressedFileThatIsTooLong() throws IOException {
        write("mail.log", "four\n");
        pack(Packing.GZIP, "mail.log.1", "one\n" + "x".repeat(10_000) + "\nthree\n");
        poll();

        assertThat(collected.lines()).containsExactly("one", "x".repeat(MAX_LINE), "three", "four");
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatCanBeReadOfADamagedFileAndSaysSo(Packing packing) throws IOException {
        String noise = new java.util.Random(5)
                .ints(60_000, 0, 1 << 30)
                .mapToObj(i -> "line " + i + "\n")
                .collect(Collectors.joining());
        byte[] packed = packing.pack(noise.getBytes(UTF_8));
        Files.write(directory.resolve("mail.log.1" + packing.suffix), Arrays.copyOf(packed, packed.length * 9 / 10));
        write("mail.log", "last\n");
        for (int i = 0; i < 10; i++) {
            nanos.addAndGet(PATIENCE.toNanos());
            poll();
        }

        assertThat(collected.lines()).hasSizeGreaterThan(10_000).endsWith("last");
        assertThat(noise).startsWith(String.join("\n", collected.lines().subList(0, 10_000)));
        assertThat(source.counters().damagedFiles()).isEqualTo(1);
        assertThat(source.counters().problem()).isNull();
    }

    @Test
    void readsAFileOnceOfWhichThereIsACompressedCopy() throws IOException {
        write("mail.log", "two\n");
        write("mail.log.1", "one\n");
        pack(Packing.GZIP, "mail.log.1", "one\n");
        poll();

        assertThat(collected.lines()).containsExactly("one", "two");
    }

    @Test
    void missesNoFileWhenItIsRotatedTwiceBetweenTwoLooks() throws IOException {
        write("mail.log", "one\n");
        poll();
        write("mail.log", "two\n");
        Files.move(log, directory.resolve("mail.log.2"));
        write("mail.log", "three\n");
        Files.move(log, directory.resolve("mail.log.1"));
        write("mail.log", "four\n");
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void missesNothingWhenItIsTruncatedTwiceBetweenTwoLooks() throws IOException {
        write("mail.log", "one\n");
        poll();
        write("mail.log", "two\n");
        pack(Packing.GZIP, "mail.log.2", Files.readString(log));
        Files.writeString(log, "three\n", TRUNCATE_EXISTING, WRITE);
        Files.copy(log, directory.resolve("mail.log.1"));
        Files.writeString(log, "4\n", TRUNCATE_EXISTING, WRITE);
        poll();
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three", "4");
    }

    @Test
    void findsWhatTheKubeletRotatesBehindALink() throws IOException {
        Path pod = Files.createDirectories(directory.resolve("pods/mail_dovecot_1/dovecot"));
        Path target = pod.resolve("0.log");
        Files.writeString(target, "three\n");
        Files.write(pod.resolve("0.log.20261120-101010.gz"), Packing.GZIP.pack("one\n".getBytes(UTF_8)));
        Files.writeString(pod.resolve("0.log.20261120-111111"), "two\n");
        modified(pod.resolve("0.log.20261120-101010.gz"), 1);
        modified(pod.resolve("0.log.20261120-111111"), 2);
        Files.createSymbolicLink(log, target);
        poll();

        assertThat(collected.lines()).containsExactly("one", "two", "three");
    }

    @Test
    void tellsWhenEachFileWasWritten() throws IOException {
        write("mail.log", "three\n");
        pack(Packing.GZIP, "mail.log.2", "one\n");
        write("mail.log.1", "two\n");
        modified(log, 3_000);
        modified(directory.resolve("mail.log.1"), 2_000);
        modified(directory.resolve("mail.log.2.gz"), 1_000);
        poll();

        assertThat(collected.written())
                .containsExactly(Instant.ofEpochSecond(1), Instant.ofEpochSecond(2), Instant.ofEpochSecond(3));
    }

    @ParameterizedTest
    @CsvSource({
        "mail.log, mail.log.1, true",
        "mail.log, mail.log.2.gz, true",
        "mail.log, mail.log-20261120, true",
        "mail.log, mail.log-20261120.zst, true",
        "mail.log, mail.log-2026-11-20, true",
        "mail.log, mail-20261120.log, true",
        "mail.log, mail-20261120.log.xz, true",
        "mail.log, mail.1.log.bz2, true",
        "maillog, maillog.0.bz2, true",
        "0.log, 0.log.20261120-101010.gz, true",
        "mail.log, mail.log, false",
        "mail.log, mail.log.gz, false",
        "mail.log, mail.log.swp, false",
        "mail.log, mail.log.1.old, false",
        "mail.log, mail-2.log, false",
        "mail.log, mail.err.1, false",
        "mail.log, mail.log., false"
    })
    void knowsARotatedFileByItsName(Path log, Path file, boolean isRotated) {
        assertThat(RotatedName.of(log).matches(file)).isEqualTo(isRotated);
    }

    private FileSource source(List<Position> remembered, Start start) {
        return new FileSource(
                log, remembered, collected, new FileSource.Settings(MAX_LINE, start, PATIENCE), nanos::get);
    }

    private void poll() {
        source.poll(buffer);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text, CREATE, APPEND);
    }

    private void pack(Packing packing, String name, String text) throws IOException {
        Files.write(directory.resolve(name + packing.suffix), packing.pack(text.getBytes(UTF_8)));
    }

    private static void modified(Path file, long millis) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }
}
