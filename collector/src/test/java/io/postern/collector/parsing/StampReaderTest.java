package io.postern.collector.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StampReaderTest {

    private static final String[] STAMPS = {
        "Nov 20 10:34:32 mx1",
        "Nov 20 10:34:32.5 mx1",
        "Nov 20 10:34:33 mx1",
        "Nov 20 10:34:32",
        "Nov  1 10:34:32 2026",
        "Nov  2026 10:34:32 mx1",
        "2026-11-20T10:34:32Z mx1",
        "2026-11-20 10:34:32 mx1",
        "Fri Nov 20 10:34:32 2026 mx1",
        "[20-Nov-2026 10:34:32] x",
        "Nov 2010:34:32x mx1",
        "1795170872.5 mx1 .....",
        "Nov 20",
        "no stamp at all",
    };

    /// What stood in the line before is remembered, and must not be taken for what stands in this one.
    @Test
    void readsALineAsIfItWereTheFirst() {
        Random random = new Random(13);
        StampReader reader = new StampReader();
        for (int i = 0; i < 20_000; i++) {
            byte[] line = Bytes.of(STAMPS[random.nextInt(STAMPS.length)]);
            int to = random.nextInt(4) == 0 ? random.nextInt(line.length + 1) : line.length;
            StampReader fresh = new StampReader();

            assertThat(reader.read(line, 0, to)).isEqualTo(fresh.read(line, 0, to));
            assertThat(reader.stamp()).isEqualTo(fresh.stamp());
        }
    }

    @Test
    void linesOfOneSecondShareTheirStamp() {
        StampReader reader = new StampReader();
        byte[] lines = Bytes.of("Nov 20 10:34:32 mx1 a\nNov 20 10:34:32 mx2 b");
        reader.read(lines, 0, 21);
        Stamp first = reader.stamp();

        assertThat(reader.read(lines, 22, lines.length)).isEqualTo(22 + 15);
        assertThat(reader.stamp()).isSameAs(first);
    }
}
