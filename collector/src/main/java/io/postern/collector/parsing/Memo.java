package io.postern.collector.parsing;

import java.util.Arrays;
import java.util.function.Function;

/// What follows from words that come again and again, such as a host or a program: worked out once, and then found
/// without making a string. Bounded; whoever comes to the same slot as another takes its place.
public final class Memo<T> {

    private static final int SLOTS = 256;

    /// Longer words are worked out each time.
    private static final int LONGEST = 255;

    private record Known<T>(byte[] words, T value) {}

    private final Function<String, T> meaning;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final Known<T>[] slots = new Known[SLOTS];

    public Memo(Function<String, T> meaning) {
        this.meaning = meaning;
    }

    /// @param to exclusive
    public T of(byte[] line, int from, int to) {
        int slot = Bytes.hash(line, from, to) & SLOTS - 1;
        Known<T> there = slots[slot];
        if (there == null || !Arrays.equals(there.words, 0, there.words.length, line, from, to)) {
            there = new Known<>(Arrays.copyOfRange(line, from, to), meaning.apply(Bytes.text(line, from, to)));
            if (to - from <= LONGEST) {
                slots[slot] = there;
            }
        }
        return there.value;
    }
}
