package io.postern.collector.enforcing.files;

import io.postern.collector.enforcing.EnforcementException;
import io.postern.events.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Bans as lines, each below a comment that says when it ends (`# until 1763640000`).
final class BanLines {

    private static final String UNTIL = "# until ";

    private BanLines() {}

    /// @param format of one network
    static void write(Map<Network, Long> bans, Function<Network, String> format, StringBuilder to) {
        bans.forEach((network, until) -> {
            if (until > 0) {
                to.append(UNTIL).append(until).append('\n');
            }
            to.append(format.apply(network)).append('\n');
        });
    }

    /// @param place of the first line, for people (`/etc/hosts.deny:12`)
    /// @param parser of a line that is no comment; an {@link IllegalArgumentException} when it is none of ours
    static Map<Network, Long> read(
            List<String> lines, Function<Integer, String> place, Function<String, Network> parser)
            throws EnforcementException {
        Map<Network, Long> bans = new LinkedHashMap<>();
        long until = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            try {
                if (line.startsWith(UNTIL)) {
                    until = Long.parseLong(line.substring(UNTIL.length()));
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    bans.put(parser.apply(line), until);
                    until = 0;
                }
            } catch (IllegalArgumentException e) {
                throw new EnforcementException(
                        place.apply(i) + ": not a line of the collector's: " + e.getMessage(), e);
            }
        }
        return bans;
    }
}
