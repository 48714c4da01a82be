package io.postern.policy.counting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Reads what a [PackedWriter] wrote, in the same order. Damaged bytes end in an IndexOutOfBoundsException.
final class PackedReader {

    private final byte[] bytes;
    private int at;
    private final List<String> texts = new ArrayList<>();

    PackedReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int one() {
        return bytes[at++];
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }

    int count() {
        return (int) number();
    }

    long hash() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | bytes[at++] & 0xff;
        }
        return value;
    }

    String text() {
        int place = count();
        if (place >= 0) {
            return texts.get(place);
        }
        byte[] text = bytes();
        texts.add(text == null ? null : new String(text, StandardCharsets.UTF_8));
        return texts.getLast();
    }

    byte[] bytes() {
        int length = count();
        if (length < 0) {
            return null;
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    <T> List<T> all(Supplier<T> read) {
        int count = count();
        List<T> values = new ArrayList<>(Math.min(count, bytes.length));
        for (int i = 0; i < count; i++) {
            values.add(read.get());
        }
        return values;
    }
}
