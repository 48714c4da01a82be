package io.postern.collector.enforcing.files;

import io.postern.collector.enforcing.EnforcementException;
import io.postern.events.Address;
import io.postern.events.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// TCP wrappers' file of whom to refuse (hosts_access(5)): one marked block is ours, every other byte stays as it is.
public final class HostsDeny extends FileEnforcer {

    private static final String BEGIN = "# BEGIN Postern: its collector overwrites what is in this block";
    private static final String END = "# END Postern";

    private final Path path;
    private final String daemons;

    /// @param daemons as in the file, before the colon
    public HostsDeny(Path path, String daemons, Supplier<Instant> now) {
        super(new OwnFile(path), now);
        if (daemons.isBlank() || daemons.chars().anyMatch(c -> Character.isISOControl(c) || c == ':' || c == '#')) {
            throw new IllegalArgumentException("postern.collector.enforce.hosts-deny.daemons: names or ALL");
        }
        this.path = path;
        this.daemons = daemons.strip();
    }

    @Override
    public String name() {
        return "hosts-deny";
    }

    @Override
    Map<Network, Long> parse(byte[] content) throws EnforcementException {
        Block block = block(content);
        return BanLines.read(block.ours(), line -> path + ":" + (block.first() + line), HostsDeny::network);
    }

    @Override
    byte[] with(Map<Network, Long> bans, byte[] before) throws EnforcementException {
        Block block = block(before);
        StringBuilder content = new StringBuilder(block.before());
        if (!bans.isEmpty()) {
            if (!content.isEmpty() && content.charAt(content.length() - 1) != '\n') {
                content.append('\n'); // else the last line of others would go on in ours
            }
            content.append(BEGIN).append('\n');
            BanLines.write(bans, network -> daemons + ": " + pattern(network), content);
            content.append(END).append('\n');
        }
        return content.append(block.after()).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    void changed() {
        // read by each program at each connection
    }

    @Override
    public void remove() throws EnforcementException {
        write(Map.of());
    }

    /// @param ours the lines within the marks
    /// @param first the number of the first of them
    private record Block(String before, List<String> ours, int first, String after) {}

    /// Bytes as characters, so that nobody's umlauts are harmed.
    private Block block(byte[] content) throws EnforcementException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
        int begin = -1;
        int end = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean opens = line.equals(BEGIN);
            if (opens && begin >= 0 || line.equals(END) && (begin < 0 || end >= 0)) {
                throw new EnforcementException(path + ":" + (i + 1) + ": a mark of Postern's block where none belongs");
            }
            begin = opens ? i : begin;
            end = line.equals(END) ? i : end;
        }
        if (begin < 0) {
            return new Block(text, List.of(), 1, "");
        }
        if (end < 0) {
            throw new EnforcementException(path + ":" + (begin + 1) + ": Postern's block has no end");
        }
        return new Block(
                String.join("", lines.subList(0, begin)),
                lines.subList(begin + 1, end),
                begin + 2,
                String.join("", lines.subList(end + 1, lines.size())));
    }

    /// `ADDRESS`, `ADDRESS/MASK` or `[ADDRESS]/LENGTH`: what every version understands.
    static String pattern(Network network) {
        Address base = network.base();
        if (base.isV6()) {
            return "[" + base + "]/" + network.prefix();
        }
        return network.prefix() == 32 ? base.toString() : base + "/" + mask(network.prefix());
    }

    private static String mask(int prefix) {
        long mask = prefix == 0 ? 0 : 0xffffffffL << (32 - prefix) & 0xffffffffL;
        return "%d.%d.%d.%d".formatted(mask >> 24, mask >> 16 & 255, mask >> 8 & 255, mask & 255);
    }

    private static Network network(String line) {
        int colon = line.indexOf(": ");
        String pattern = colon < 0 ? line : line.substring(colon + 2);
        if (pattern.startsWith("[")) {
            return Network.of(pattern.replace("[", "").replace("]", ""));
        }
        int slash = pattern.indexOf('/');
        return slash < 0
                ? Network.of(pattern)
                : Network.of(pattern.substring(0, slash) + "/" + length(pattern.substring(slash + 1)));
    }

    private static int length(String mask) {
        int length = 0;
        for (byte part : Address.of(mask).bytes()) {
            length += Integer.bitCount(part & 255);
        }
        return length;
    }
}
