package io.postern.collector.enforcing.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Messages as they passed between the program nft 1.0.6 and Linux 6.18 on a little-endian machine, in hexadecimal.
public final class Captured {

    private static final HexFormat HEX = HexFormat.of();
    private static final int NESTED = 0x8000;

    private Captured() {}

    public static ByteBuffer messages(String file) throws IOException {
        String hex = Files.readString(Path.of("src/test/netlink", file)).replaceAll("\\s", "");
        return ByteBuffer.wrap(HEX.parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// What attributes say, whatever their order: `PATH=VALUE` for each that holds no others, the path made of types;
    /// the place among its kind is added, so that a list's order counts.
    public static Set<String> tree(ByteBuffer attributes) {
        Set<String> leaves = new TreeSet<>();
        add("", attributes.order(ByteOrder.LITTLE_ENDIAN), leaves);
        return leaves;
    }

    private static void add(String path, ByteBuffer from, Set<String> leaves) {
        Map<Integer, Integer> places = new HashMap<>();
        while (from.hasRemaining()) {
            int start = from.position();
            int length = Short.toUnsignedInt(from.getShort(start));
            int type = Short.toUnsignedInt(from.getShort(start + 2));
            ByteBuffer value = from.slice(start + 4, length - 4).order(ByteOrder.LITTLE_ENDIAN);
            int place = places.merge(type & ~NESTED, 1, Integer::sum);
            String name = path + "/" + (type & ~NESTED) + (place == 1 ? "" : "#" + place);
            if ((type & NESTED) == 0) {
                byte[] bytes = new byte[value.remaining()];
                value.get(bytes);
                leaves.add(name + "=" + HEX.formatHex(bytes));
            } else {
                add(name, value, leaves);
            }
            from.position(Math.min(from.limit(), start + length + 3 & ~3));
        }
    }
}
