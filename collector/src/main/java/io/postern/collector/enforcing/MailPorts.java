package io.postern.collector.enforcing;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// TCP ports by the names of services.
public final class MailPorts {

    private static final String ALL = "all";

    /// With and without TLS from the start (RFC 6335's registry).
    private static final Map<String, List<Integer>> SERVICES = Map.of(
            "smtp", List.of(25),
            "submission", List.of(465, 587),
            "imap", List.of(143, 993),
            "pop3", List.of(110, 995),
            "sieve", List.of(4190),
            "web", List.of(80, 443));

    private MailPorts() {}

    /// @param names services, port numbers, or `all` alone
    /// @return in order; empty for all
    /// @throws IllegalArgumentException naming the one that is none of these
    public static List<Integer> of(List<String> names) {
        if (names.equals(List.of(ALL))) {
            return List.of();
        }
        SortedSet<Integer> ports = new TreeSet<>();
        names.forEach(name -> ports.addAll(ports(name.strip())));
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("names nothing; `all` stands for all ports");
        }
        return List.copyOf(ports);
    }

    private static List<Integer> ports(String name) {
        if (SERVICES.containsKey(name)) {
            return SERVICES.get(name);
        }
        int port = name.matches("\\d{1,5}") ? Integer.parseInt(name) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    name + ": neither a port nor one of " + new TreeSet<>(SERVICES.keySet()) + ", nor `all` alone");
        }
        return List.of(port);
    }
}
