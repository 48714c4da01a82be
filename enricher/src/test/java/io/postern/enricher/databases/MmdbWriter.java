package io.postern.enricher.databases;

import io.postern.events.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes small files in MaxMind's format, version 2.0 (maxmind.github.io/MaxMind-DB), with 24-bit records.
public final class MmdbWriter {

    private static final byte[] METADATA = {
        (byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
    };

    private static final int EMPTY = -1;

    private final String type;
    private final int ipVersion;
    private final Instant built;

    /// Two children each: a node's number, EMPTY, or below that a leaf's number counted down from -2.
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

    private final List<Map<String, ?>> leaves = new ArrayList<>();

    public MmdbWriter(String type, int ipVersion, Instant built) {
        this.type = type;
        this.ipVersion = ipVersion;
        this.built = built;
    }

    /// Of nested networks the larger one first. An IPv4 network lies at ::/96 of an IPv6 tree.
    public MmdbWriter put(String cidr, Map<String, ?> record) {
        Network network = Network.of(cidr);
        byte[] bytes = network.base().bytes();
        int skipped = ipVersion == 6 && bytes.length == 4 ? 96 : 0;
        int depth = skipped + network.prefix();
        int[] node = nodes.getFirst();
        for (int i = 0; i < depth - 1; i++) {
            node = child(node, bit(bytes, i - skipped));
        }
        node[bit(bytes, depth - 1 - skipped)] = -2 - leaves.size();
        leaves.add(record);
        return this;
    }

    private static int bit(byte[] bytes, int index) {
        return index < 0 ? 0 : bytes[index / 8] >> (7 - index % 8) & 1;
    }

    private int[] child(int[] node, int side) {
        if (node[side] < 0) { // empty, or a larger network, which then covers both halves
            nodes.add(new int[] {node[side], node[side]});
            node[side] = nodes.size() - 1;
        }
        return nodes.get(node[side]);
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    public byte[] bytes() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int[] offsets = new int[leaves.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = data.size();
            encode(leaves.get(i), data);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int child : node) {
                int value =
                        child >= 0 ? child : child == EMPTY ? nodes.size() : nodes.size() + 16 + offsets[-2 - child];
                bigEndian(value, 3, file);
            }
        }
        file.writeBytes(new byte[16]);
        file.writeBytes(data.toByteArray());
        file.writeBytes(METADATA);
        encode(metadata(), file);
        return file.toByteArray();
    }

    private Map<String, ?> metadata() {
        return Map.of(
                "binary_format_major_version",
                2,
                "binary_format_minor_version",
                0,
                "build_epoch",
                BigInteger.valueOf(built.getEpochSecond()),
                "database_type",
                type,
                "description",
                Map.of("en", "made by a test"),
                "ip_version",
                ipVersion,
                "languages",
                List.of("en"),
                "node_count",
                (long) nodes.size(),
                "record_size",
                24);
    }

    private static void encode(Object value, ByteArrayOutputStream out) {
        switch (value) {
            case String text -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                control(2, utf8.length, out);
                out.writeBytes(utf8);
            }
            case Double number -> {
                control(3, 8, out);
                bigEndian(Double.doubleToLongBits(number), 8, out);
            }
            case Integer number -> number(5, number, out);
            case Long number -> number(6, number, out);
            case BigInteger number -> number(9, number.longValueExact(), out);
            case Map<?, ?> map -> {
                control(7, map.size(), out);
                map.forEach((key, one) -> {
                    encode(key, out);
                    encode(one, out);
                });
            }
            case List<?> list -> {
                control(11, list.size(), out);
                list.forEach(one -> encode(one, out));
            }
            default -> throw new IllegalArgumentException("cannot be encoded: " + value.getClass());
        }
    }

    private static void number(int type, long value, ByteArrayOutputStream out) {
        int length = (64 - Long.numberOfLeadingZeros(value) + 7) / 8;
        control(type, length, out);
        bigEndian(value, length, out);
    }

    /// Types above 7 are written as 0 and a second byte.
    private static void control(int type, int size, ByteArrayOutputStream out) {
        int length = Math.min(size, 29);
        out.write((type > 7 ? 0 : type) << 5 | length);
        if (type > 7) {
            out.write(type - 7);
        }
        if (length == 29) {
            out.write(size - 29);
        }
    }

    private static void bigEndian(long value, int bytes, ByteArrayOutputStream out) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >> shift));
        }
    }
}
