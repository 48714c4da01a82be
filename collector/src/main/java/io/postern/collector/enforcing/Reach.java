package io.postern.collector.enforcing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a ban of a firewall takes from a client.
///
/// @param ports TCP ports, each 1 to 65535; empty for all ports of all protocols
public record Reach(SortedSet<Integer> ports, Established established) {

    private static final String ALL = "all";

    /// As RFC 6335's registry has them, STARTTLS and TLS.
    private static final Map<String, List<Integer>> SERVICES = Map.of(
            "smtp", List.of(25),
            "submission", List.of(465, 587),
            "imap", List.of(143, 993),
            "pop3", List.of(110, 995),
            "sieve", List.of(4190),
            "web", List.of(80, 443));

    /// @param names services, port numbers, or `all` alone
    /// @throws IllegalArgumentException naming the one that is none of these
    public static Reach of(List<String> names, Established established) {
        SortedSet<Integer> ports = new TreeSet<>();
        if (!names.equals(List.of(ALL))) {
            names.forEach(name -> ports.addAll(ports(name.strip())));
            if (ports.isEmpty()) {
                throw new IllegalArgumentException("no port named; say `all` for all of them");
            }
        }
        return new Reach(ports, established);
    }

    private static List<Integer> ports(String name) {
        if (SERVICES.containsKey(name)) {
            return SERVICES.get(name);
        }
        if (name.matches("\\d{1,5}")) {
            int port = Integer.parseInt(name);
            if (port >= 1 && port <= 65535) {
                return List.of(port);
            }
        }
        List<String> known = new ArrayList<>(new TreeSet<>(SERVICES.keySet()));
        throw new IllegalArgumentException("%s: neither a port nor one of %s, nor `all` alone".formatted(name, known));
    }
}
