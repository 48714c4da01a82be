package io.postern.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which addresses are nobody on the public internet: private, loopback, link-local, documentation and so on.
///
/// Source: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates) and the multicast
/// blocks; the longest match decides, and an entry that IANA calls globally reachable is public. Such addresses are
/// never banned and never looked up.
public final class SpecialPurpose {

    /// @param name as the registry has it, with its RFC
    public record Range(Network network, String name, boolean globallyReachable) {}

    private static final List<Range> REGISTRY = read("special-purpose.csv");

    private final List<Range> ranges;

    private SpecialPurpose(List<Range> ranges) {
        this.ranges = ranges;
    }

    /// The registry as it is, but for networks that shall count as public: a lab or a demonstration on documentation
    /// addresses. Empty everywhere else.
    public static SpecialPurpose except(List<Network> treatedAsPublic) {
        Stream<Range> exceptions =
                treatedAsPublic.stream().map(network -> new Range(network, "treated as public", true));
        return new SpecialPurpose(Stream.concat(exceptions, REGISTRY.stream())
                .sorted(Comparator.comparingInt((Range range) -> range.network().prefix())
                        .reversed())
                .toList());
    }

    /// The special range that holds the address, or empty when it is an ordinary public one.
    public Optional<Range> of(Address address) {
        for (Range range : ranges) { // longest prefix first
            if (range.network().contains(address)) {
                return range.globallyReachable() ? Optional.empty() : Optional.of(range);
            }
        }
        return Optional.empty();
    }

    /// A special range within the network, but for those within a part that counts as public.
    public Optional<Range> inside(Network network) {
        return ranges.stream()
                .filter(range -> !range.globallyReachable() && network.contains(range.network()))
                .filter(range -> of(range.network().base()).isPresent())
                .findFirst();
    }

    private static List<Range> read(String resource) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(SpecialPurpose.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", 3))
                    .map(cells -> new Range(Network.of(cells[0]), cells[2], Boolean.parseBoolean(cells[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
