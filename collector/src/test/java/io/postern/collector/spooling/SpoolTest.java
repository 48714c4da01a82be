package io.postern.collector.spooling;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.following.LineHandler;
import io.postern.collector.following.Position;
import io.postern.collector.following.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final int MAX_LINE = 1000;
    private static final long ROOMY = 1 << 20;

    @TempDir
    Path directory;

    private final Reader reader = new Reader();
    private final byte[] buffer = new byte[2 * MAX_LINE];

    @Test
    void givesTheLinesInTheirOrder() throws IOException {
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            assertThat(spool.append(lines("a", "b"))).isEqualTo(2);
            source.poll(buffer);
            spool.append(lines("c"));
            source.poll(buffer);

            assertThat(reader.lines).containsExactly("a", "b", "c");
            assertThat(source.counters().lines()).isEqualTo(3);
            assertThat(source.counters().lag()).isZero();
        }
    }

    @Test
    void deletesAFileOnceAllOfItIsSafe() throws IOException {
        reader.confirming = false;
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            spool.append(lines("a"));
            spool.seal();
            spool.append(lines("b"));
            source.poll(buffer);
            assertThat(files()).hasSize(2);

            reader.confirmAll();
            source.poll(buffer);

            assertThat(files()).hasSize(1);
            assertThat(spool.size()).isEqualTo(Files.size(files().getFirst()));
        }
    }

    @Test
    void takesNoMoreThanItsBoundAndSaysHowMany() throws IOException {
        try (Spool spool = open(16_000);
                SpoolSource source = source(spool, List.of())) {
            List<byte[]> many = numbered(0, 1000);
            int kept = spool.append(many);

            assertThat(kept).isBetween(500, 999);
            assertThat(bytesOnDisk()).isLessThanOrEqualTo(16_000).isEqualTo(spool.size());
            assertThat(spool.trouble()).isEqualTo("the spool is full");
            source.poll(buffer);
            assertThat(source.counters().problem()).isEqualTo("the spool is full");
            assertThat(reader.lines).hasSize(kept);

            assertThat(spool.append(many.subList(kept, many.size())))
                    .as("room again, for what was safe is deleted")
                    .isEqualTo(many.size() - kept);
            source.poll(buffer);
            assertThat(reader.lines)
                    .containsExactlyElementsOf(
                            many.stream().map(SpoolTest::text).toList());
            assertThat(source.counters().problem()).isNull();
        }
    }

    @Test
    void goesOnWhereAnEarlierProcessWasAndTakesAwayWhatIsLeft() throws IOException {
        List<Position> place;
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            spool.append(lines("a", "b"));
            source.poll(buffer);
            place = source.place().files();
            spool.append(lines("c"));
        }
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, place)) {
            assertThat(source.place().files()).as("before the first look").isEqualTo(place);
            spool.append(lines("d"));
            source.poll(buffer);

            assertThat(reader.lines).containsExactly("a", "b", "c", "d");
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void readsAgainWithTheSameIdsWhatWasNotRemembered() throws IOException {
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            reader.confirming = false;
            spool.append(lines("a", "a"));
            source.poll(buffer);
        }
        List<String> before = List.copyOf(reader.ids);
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            source.poll(buffer);

            assertThat(reader.ids).hasSize(4);
            assertThat(reader.ids.subList(2, 4)).isEqualTo(before);
            assertThat(before).doesNotHaveDuplicates();
        }
    }

    @Test
    void theSameLineInAnotherFileHasAnotherId() throws IOException {
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            spool.append(lines("a"));
            spool.seal();
            spool.append(lines("a"));
            source.poll(buffer);

            assertThat(reader.ids).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void aLineThatAKilledProcessHalfWroteIsMarkedAsTorn() throws IOException {
        try (Spool spool = open(ROOMY)) {
            spool.append(lines("whole"));
        }
        Files.writeString(files().getFirst(), "torn in the mid", StandardOpenOption.APPEND);
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            spool.append(lines("new"));
            source.poll(buffer);

            assertThat(reader.lines).containsExactly("whole", "torn in the mid", "new");
            assertThat(reader.whole).containsExactly(true, false, true);
        }
    }

    @Test
    void aFileOfWhichNotEvenTheFirstLineWasWrittenIsTakenAway() throws IOException {
        Files.createDirectories(directory.resolve("spool"));
        Files.writeString(directory.resolve("spool/0000000000000007.spool"), "postern-sp");
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            source.poll(buffer);
            source.poll(buffer);

            assertThat(reader.lines).isEmpty();
            assertThat(files()).isEmpty();
            assertThat(spool.size()).isZero();
        }
    }

    @Test
    void aLineLongerThanTheLongestIsOneWithoutItsEnd() throws IOException {
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            spool.append(lines("x".repeat(MAX_LINE), "y".repeat(MAX_LINE + 1)));
            source.poll(buffer);

            assertThat(reader.whole).containsExactly(true, false);
            assertThat(reader.lines).extracting(String::length).containsExactly(MAX_LINE, MAX_LINE);
            assertThat(source.counters().cut()).isOne();
        }
    }

    @Test
    void whatIsHeldIsOfferedAgain() throws IOException {
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            spool.append(lines("a", "b", "c"));
            reader.room = 1;
            assertThat(source.poll(buffer)).isTrue();
            reader.room = 9;
            assertThat(source.poll(buffer)).isFalse();

            assertThat(reader.lines).containsExactly("a", "b", "c");
        }
    }

    @Test
    void goesBackToWhatIsNotSafe() throws IOException {
        reader.confirming = false;
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            spool.append(lines("a"));
            spool.seal();
            spool.append(lines("b"));
            source.poll(buffer);
            source.rewind();
            source.poll(buffer);

            assertThat(reader.lines).containsExactly("a", "b", "a", "b");
        }
    }

    @Test
    void takesNothingAfterItsEnd() throws IOException {
        Spool spool = open(ROOMY);
        spool.close();

        assertThat(spool.append(lines("late"))).isZero();
        assertThat(files()).isEmpty();
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        try (Spool spool = open(ROOMY)) {
            spool.append(lines("a"));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("spool"))))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void manyThreadsAppendAndNothingIsLostOrMixed() throws Exception {
        try (Spool spool = open(ROOMY);
                SpoolSource source = source(spool, List.of())) {
            List<Thread> writers = IntStream.range(0, 4)
                    .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                        for (int i = 0; i < 500; i++) {
                            spool.append(lines("writer " + writer + " line " + i));
                            sync(spool);
                        }
                    }))
                    .toList();
            while (writers.stream().anyMatch(Thread::isAlive)) {
                source.poll(buffer);
                spool.seal();
            }
            source.poll(buffer);

            assertThat(reader.lines).hasSize(2000).doesNotHaveDuplicates();
            assertThat(reader.lines)
                    .filteredOn(line -> line.startsWith("writer 2 "))
                    .containsExactlyElementsOf(IntStream.range(0, 500)
                            .mapToObj(i -> "writer 2 line " + i)
                            .toList());
        }
    }

    private static void sync(Spool spool) {
        try {
            spool.sync();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Spool open(long most) throws IOException {
        return Spool.open(directory.resolve("spool"), most);
    }

    private SpoolSource source(Spool spool, List<Position> remembered) {
        return new SpoolSource("syslog", spool, remembered, reader, MAX_LINE);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
            return files.sorted().toList();
        }
    }

    private long bytesOnDisk() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static List<byte[]> numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "line %05d of the spool".formatted(i).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<byte[]> lines(String... lines) {
        return Stream.of(lines)
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    /// Keeps what it is offered.
    private static final class Reader implements LineHandler {
        private final List<String> lines = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final List<Boolean> whole = new ArrayList<>();
        private final List<Receipt.Pending> waiting = new ArrayList<>();
        private boolean confirming = true;
        private int room = Integer.MAX_VALUE;

        @Override
        public Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean isWhole) {
            if (room-- <= 0) {
                return null;
            }
            lines.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            ids.add(file + "@" + offset);
            whole.add(isWhole);
            Receipt.Pending receipt = Receipt.pending();
            if (confirming) {
                receipt.confirm();
            }
            waiting.add(receipt);
            return receipt;
        }

        @Override
        public void rewound() {
            waiting.clear();
        }

        private void confirmAll() {
            waiting.forEach(Receipt.Pending::confirm);
        }
    }
}
