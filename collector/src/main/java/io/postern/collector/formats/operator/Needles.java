package io.postern.collector.formats.operator;

import io.postern.collector.parsing.Bytes;
import java.util.Arrays;
import java.util.List;

/// Words of which any may stand in a line, looked for all at once (Wu and Manber, "A fast algorithm for multi-pattern
/// searching", 1994): only every so many bytes of a line are looked at, nearly as many as the shortest word has.
final class Needles {

    private static final int BLOCKS = 1 << 12;

    private final List<byte[]> words;

    /// Of each word only so many bytes are looked at, as many as the shortest has; at least two.
    private final int window;

    /// How far one may go on when a window ends with these two bytes; 0 when a word may stand in it.
    private final int[] shifts = new int[BLOCKS];

    /// @param words at least two bytes each
    Needles(List<byte[]> words) {
        this.words = List.copyOf(words);
        this.window = words.stream().mapToInt(word -> word.length).min().orElse(2);
        Arrays.fill(shifts, window - 1);
        for (byte[] word : words) {
            for (int i = 1; i < window; i++) {
                int block = block(word[i - 1], word[i]);
                shifts[block] = Math.min(shifts[block], window - 1 - i);
            }
        }
    }

    /// Whether any of the words stands in the part.
    boolean areIn(byte[] line, int from, int to) {
        if (words.isEmpty()) {
            return false;
        }
        int at = from + window - 1;
        while (at < to) {
            int shift = shifts[block(line[at - 1], line[at])];
            if (shift == 0) {
                if (isAt(line, at - window + 1, to)) {
                    return true;
                }
                shift = 1;
            }
            at += shift;
        }
        return false;
    }

    private boolean isAt(byte[] line, int from, int to) {
        for (byte[] word : words) {
            if (Bytes.startsWith(line, word, from, to)) {
                return true;
            }
        }
        return false;
    }

    private static int block(byte first, byte second) {
        return (first << 5 ^ second) & BLOCKS - 1;
    }
}
