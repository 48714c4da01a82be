package io.postern.policy.counting;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Values as few bytes: numbers by seven bits a byte, a text that stands there already by its place. The order is the
/// only structure; [PackedReader] must ask in the same.
final class PackedWriter {

    private byte[] bytes = new byte[256];
    private int length;
    private final Map<String, Integer> texts = new HashMap<>();

    PackedWriter one(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /// Small ones, negative ones among them, are short.
    PackedWriter number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        room(10);
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /// Eight bytes, for hashes.
    PackedWriter hash(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /// Null is a text too.
    PackedWriter text(String text) {
        Integer place = texts.putIfAbsent(text, texts.size());
        if (place != null) {
            return number(place);
        }
        number(-1);
        return bytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    PackedWriter bytes(byte[] value) {
        number(value == null ? -1 : value.length);
        if (value != null) {
            room(value.length);
            System.arraycopy(value, 0, bytes, length, value.length);
            length += value.length;
        }
        return this;
    }

    <T> PackedWriter all(List<T> values, Consumer<T> write) {
        number(values.size());
        values.forEach(write);
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
