package io.postern.collector.formats;

import io.postern.collector.parsing.Format;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Which formats a program's lines may have. Asked for every line: remembers its answers, without making a string.
final class Programs {

    private static final int SLOTS = 256;

    private record Known(byte[] program, Format[] formats) {}

    private final List<Format> all;
    private final Known[] known = new Known[SLOTS];

    Programs(List<Format> all) {
        this.all = all;
    }

    /// In their order; whoever comes to the same slot as another takes its place.
    Format[] speaking(byte[] line, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + line[i];
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        Known there = known[slot];
        if (there == null || !Arrays.equals(there.program, 0, there.program.length, line, from, to)) {
            there = ask(line, from, to);
            known[slot] = there;
        }
        return there.formats;
    }

    private Known ask(byte[] line, int from, int to) {
        String program = new String(line, from, to - from, StandardCharsets.UTF_8);
        Format[] formats = all.stream()
                .filter(format -> format.speaksAs(program))
                .map(format -> format.of(program))
                .toArray(Format[]::new);
        return new Known(Arrays.copyOfRange(line, from, to), formats);
    }
}
