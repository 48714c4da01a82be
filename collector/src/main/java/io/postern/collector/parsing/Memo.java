package io.postern.collector.parsing;

import java.util.Arrays;
import java.util.function.Function;

/// What follows from words that come again and again, such as a host or a program: worked out once, and then found
/// without making a string. Bounded: two have room where their hash leads, and whoever comes third takes the place of
/// the
/// one that has not been asked for last.
public final class Memo<T> {

    private static final int SLOTS = 512;
    private static final int HASH_SHIFT = Long.SIZE - 9;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    /// Longer words are worked out each time.
    private static final int LONGEST = 255;

    /// @param head the first eight of the words' bytes, as far as there are so many
    /// @param tail the last eight; 0 when there are less
    private record Known<T>(byte[] words, long head, long tail, T value) {

        private boolean is(byte[] line, int from, int length, long lineHead, long lineTail) {
            return head == lineHead
                    && tail == lineTail
                    && words.length == length
                    && (length <= 2 * Long.BYTES || Arrays.equals(words, 0, length, line, from, from + length));
        }
    }

    private final Function<String, T> meaning;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final Known<T>[] slots = new Known[SLOTS];

    public Memo(Function<String, T> meaning) {
        this.meaning = meaning;
    }

    /// @param to exclusive
    public T of(byte[] line, int from, int to) {
        int length = to - from;
        long head = length < Long.BYTES ? Bytes.packed(line, from, to) : Bytes.eightAt(line, from);
        long tail = length < Long.BYTES ? 0 : Bytes.eightAt(line, to - Long.BYTES);
        int slot = (int) (((head * PRIME + tail) * PRIME + length) * PRIME >>> HASH_SHIFT);
        Known<T> there = slots[slot];
        if (there != null && there.is(line, from, length, head, tail)) {
            return there.value;
        }
        int other = slot ^ 1;
        Known<T> found = slots[other];
        if (found == null || !found.is(line, from, length, head, tail)) {
            byte[] words = Arrays.copyOfRange(line, from, to);
            found = new Known<>(words, head, tail, meaning.apply(Bytes.text(line, from, to)));
            if (length > LONGEST) {
                return found.value;
            }
        }
        slots[other] = there;
        slots[slot] = found;
        return found.value;
    }
}
