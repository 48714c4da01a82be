package io.postern.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What characters a text is made of, seen eight at a time: every text of every event is looked at.
final class Latin {

    /// Something else than the printable characters of ASCII is in it.
    static final int OTHERS = 1;

    /// A capital letter of ASCII is in it.
    static final int CAPITALS = 2;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;

    /// In each byte the bit that ASCII does not have.
    private static final long HIGH_BITS = ONES << 7;

    /// Added to a byte of ASCII, these set its high bit where it is an `A` or more, and where it is more than a `Z`.
    private static final long FROM_A = ('\200' - 'A') * ONES;

    private static final long BEHIND_Z = ('\200' - 'Z' - 1) * ONES;

    private Latin() {}

    /// The kinds that are in the text, as bits.
    static int kinds(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        long others = 0;
        long capitals = 0;
        long marks = 0;
        for (int i = 0; i < bytes.length; i += Long.BYTES) {
            long eight = i + Long.BYTES <= bytes.length ? (long) LONGS.get(bytes, i) : last(bytes, i);
            others |= eight | eight - ' ' * ONES | eight + ONES;
            capitals |= eight + FROM_A & ~(eight + BEHIND_Z);
            long zeroWhereMark = eight ^ '?' * ONES;
            marks |= zeroWhereMark - ONES & ~zeroWhereMark;
        }
        // A question mark stands for what ISO 8859-1 has not, too.
        boolean sure = (marks & HIGH_BITS) == 0 || text.chars().allMatch(c -> c < 128);
        int kinds = (others & HIGH_BITS) == 0 && sure ? 0 : OTHERS;
        return (capitals & HIGH_BITS) == 0 ? kinds : kinds | CAPITALS;
    }

    /// The rest, filled up with blanks.
    private static long last(byte[] bytes, int from) {
        long eight = 0;
        for (int i = from + Long.BYTES - 1; i >= from; i--) {
            eight = eight << 8 | (i < bytes.length ? bytes[i] & 255 : ' ');
        }
        return eight;
    }
}
