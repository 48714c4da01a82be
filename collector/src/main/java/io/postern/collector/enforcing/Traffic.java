package io.postern.collector.enforcing;

import java.util.List;

/// What of a banned client's traffic a firewall drops, where the firewall's rules are ours to write.
///
/// @param ports TCP ports at which banned clients are kept out; empty for all of their traffic, of every protocol
/// @param keepEstablished whether connections that exist already go on
public record Traffic(List<Integer> ports, boolean keepEstablished) {

    public Traffic {
        ports = ports.stream().distinct().sorted().toList();
        for (int port : ports) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
        }
    }
}
