package io.postern.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.postern.collector.following.LineHandler;
import io.postern.collector.following.Receipt;
import io.postern.collector.following.Start;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class JournalSourceTest {

    private static final int MAX_LINE = 10_000;
    private static final String HEAD = " mx1 dovecot 812 - - ";

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private final List<JournalSource> open = new ArrayList<>();
    private Reader reader = new Reader();

    @AfterEach
    void close() {
        open.forEach(JournalSource::close);
    }

    /// The real journalctl on real files. Without the two programs there is nothing to be tried.
    @TestFactory
    Stream<DynamicTest> readsARealJournal() {
        return Journal.isPossible()
                ? Stream.of(
                        real("follows what is written, and only of the units asked for", this::follows),
                        real("remembers the last entry that is safe", this::remembers),
                        real("begins with what comes when it is told so", this::beginsAtTheEnd),
                        real("takes long entries and bytes", this::takesLongEntriesAndBytes),
                        real("reads again what was not safe", this::readsAgain),
                        real("goes on when its child is killed", this::goesOnWithAnotherChild))
                : Stream.of();
    }

    private DynamicTest real(String name, Executable test) {
        return dynamicTest(name, () -> {
            directory = Files.createTempDirectory(directory, "journal");
            reader = new Reader();
            try {
                test.execute();
            } finally {
                open.forEach(JournalSource::close);
            }
        });
    }

    private void follows() throws Exception {
        Journal journal = new Journal(directory);
        journal.add("one").add("user@1000.service", bytes("forged")).add("two").write();
        JournalSource source = source(journal, null, Start.BEGINNING);
        eventually(source, () -> reader.messages().equals(List.of("one", "two")));
        journal.add("three").write();
        eventually(source, () -> reader.messages().equals(List.of("one", "two", "three")));

        assertThat(reader.lines.getFirst()).isEqualTo("<22>1 2026-11-20T10:34:33.797Z" + HEAD + "one");
        assertThat(source.counters().problem()).isNull();
    }

    private void remembers() throws Exception {
        Journal journal = new Journal(directory);
        journal.add("one").add("two").add("three").write();
        reader.confirming = false;
        JournalSource source = source(journal, null, Start.BEGINNING);
        eventually(source, () -> reader.lines.size() == 3);
        reader.confirm(0);
        reader.confirm(2);
        source.poll(new byte[0]);
        assertThat(source.counters().lag()).isEqualTo(reader.length(1) + reader.length(2));
        String cursor = source.place().cursor();
        source.close();
        List<String> ids = List.copyOf(reader.ids);

        reader = new Reader();
        JournalSource later = source(journal, cursor, Start.BEGINNING);
        eventually(later, () -> reader.lines.size() == 2);

        assertThat(reader.messages()).containsExactly("two", "three");
        assertThat(reader.ids).isEqualTo(ids.subList(1, 3));
    }

    private void beginsAtTheEnd() throws Exception {
        Journal journal = new Journal(directory);
        journal.add("old").write();
        JournalSource source = source(journal, null, Start.END);
        for (int i = 0; i < 100; i++) {
            source.poll(new byte[0]);
            LockSupport.parkNanos(5_000_000);
        }
        journal.add("new").write();
        eventually(source, () -> !reader.lines.isEmpty());

        assertThat(reader.messages()).containsExactly("new");
    }

    private void takesLongEntriesAndBytes() throws Exception {
        Journal journal = new Journal(directory);
        journal.add("dovecot.service", new byte[] {'b', (byte) 0xff, (byte) 0xfe})
                .add("x".repeat(9_000))
                .add("y".repeat(20_000))
                .add("z".repeat(200_000))
                .add("end")
                .write();
        JournalSource source = source(journal, null, Start.BEGINNING);
        eventually(source, () -> reader.messages().contains("end"));

        assertThat(reader.lines).hasSize(4);
        assertThat(reader.lines.get(1)).endsWith("x".repeat(9_000));
        assertThat(reader.lines.get(2)).hasSize(MAX_LINE).endsWith("yyy");
        assertThat(reader.whole).containsExactly(true, true, false, true);
        assertThat(source.counters().cut()).as("one cut, one left out").isEqualTo(2);
    }

    private void readsAgain() throws Exception {
        Journal journal = new Journal(directory);
        journal.add("one").add("two").write();
        reader.confirming = false;
        JournalSource source = source(journal, null, Start.END);
        source.poll(new byte[0]);
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        journal.add("three").add("four").write();
        eventually(source, () -> reader.lines.size() == 2);

        source.rewind();
        eventually(source, () -> reader.lines.size() == 4);

        assertThat(reader.messages()).containsExactly("three", "four", "three", "four");
        assertThat(reader.ids.subList(0, 2)).isEqualTo(reader.ids.subList(2, 4));
    }

    private void goesOnWithAnotherChild() throws Exception {
        Journal journal = new Journal(directory);
        journal.add("one").write();
        JournalSource source = source(journal, null, Start.BEGINNING);
        eventually(source, () -> reader.lines.size() == 1);

        ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .commandLine()
                        .orElse("")
                        .contains(journal.directory().toString()))
                .forEach(ProcessHandle::destroyForcibly);
        eventually(source, () -> source.counters().problem() != null);
        journal.add("two").write();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        eventually(source, () -> reader.lines.size() == 2);

        assertThat(reader.messages()).containsExactly("one", "two");
        assertThat(source.counters().problem()).isNull();
    }

    @Test
    void takesItsTimeBetweenChildrenThatEndAtOnce() throws IOException {
        Path starts = directory.resolve("starts");
        JournalSource source = source(script("echo started >> " + starts + "; echo no journal here >&2; exit 1"), null);
        eventually(source, () -> source.counters().problem() != null);
        assertThat(source.counters().problem()).isEqualTo("no journal here");

        for (int seconds = 0; seconds < 60; seconds++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            source.poll(new byte[0]);
            LockSupport.parkNanos(30_000_000);
        }

        assertThat(Files.readAllLines(starts)).hasSizeBetween(3, 8);
    }

    @Test
    void aProgramThatIsNotThereIsAProblemAndNoEnd() throws IOException {
        JournalSource source = source(directory.resolve("nothing"), null);
        source.poll(new byte[0]);

        assertThat(source.counters().problem()).contains("nothing");
        Files.copy(script("sleep 1"), directory.resolve("nothing"));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        source.poll(new byte[0]);
    }

    @Test
    void whatIsHeldIsOfferedAgainAndWhatIsNoEntryIsPassedOver() throws IOException {
        String entry = "{\"__CURSOR\":\"c%d\",\"__REALTIME_TIMESTAMP\":\"1795170873000000\",\"_HOSTNAME\":\"mx1\","
                + "\"_PID\":\"812\",\"SYSLOG_IDENTIFIER\":\"dovecot\",\"MESSAGE\":\"m%d\"}";
        Path entries = Files.write(
                directory.resolve("entries"),
                Stream.concat(
                                Stream.of("-- Boot 0123 --", "{nonsense"),
                                IntStream.range(0, 3).mapToObj(i -> entry.formatted(i, i)))
                        .toList());
        JournalSource source =
                source(script("echo \"$@\" > " + directory + "/arguments; cat " + entries + "; sleep 60"), "c");
        reader.room = 1;
        eventually(source, () -> reader.lines.size() == 1);
        assertThat(source.poll(new byte[0])).isTrue();
        reader.room = 9;
        eventually(source, () -> reader.lines.size() == 3);

        assertThat(reader.messages()).containsExactly("m0", "m1", "m2");
        assertThat(source.place().cursor()).isEqualTo("c2");
        assertThat(Files.readString(directory.resolve("arguments")))
                .contains("--after-cursor=c ", "--follow", "_SYSTEMD_UNIT=dovecot.service");
    }

    private Path script(String commands) throws IOException {
        Path script = Files.writeString(directory.resolve("journalctl"), "#!/bin/sh\n" + commands + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private JournalSource source(Path command, String cursor) {
        return source(command.toString(), null, cursor, Start.BEGINNING);
    }

    private JournalSource source(Journal journal, String cursor, Start start) {
        return source("journalctl", journal.directory(), cursor, start);
    }

    private JournalSource source(String command, Path journal, String cursor, Start start) {
        JournalSource source = new JournalSource(
                new JournalSource.Settings(command, journal, List.of("_SYSTEMD_UNIT=dovecot.service"), start, MAX_LINE),
                cursor,
                reader,
                nanos::get);
        open.add(source);
        return source;
    }

    private static void eventually(JournalSource source, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("in time; problem: " + source.counters().problem())
                    .isLessThan(deadline);
            source.poll(new byte[0]);
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Keeps what it is offered.
    private static final class Reader implements LineHandler {
        private final List<String> lines = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final List<Boolean> whole = new ArrayList<>();
        private final List<Receipt.Pending> receipts = new ArrayList<>();
        private boolean confirming = true;
        private int room = Integer.MAX_VALUE;

        @Override
        public Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean isWhole) {
            if (room-- <= 0) {
                return null;
            }
            lines.add(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
            ids.add(file + "@" + offset);
            whole.add(isWhole);
            Receipt.Pending receipt = Receipt.pending();
            if (confirming) {
                receipt.confirm();
            }
            receipts.add(receipt);
            return receipt;
        }

        @Override
        public void rewound() {
            receipts.clear();
        }

        private void confirm(int index) {
            receipts.get(index).confirm();
        }

        private long length(int index) {
            return lines.get(index).length();
        }

        private List<String> messages() {
            return lines.stream()
                    .map(line -> line.substring(line.indexOf(HEAD) + HEAD.length()))
                    .toList();
        }
    }
}
