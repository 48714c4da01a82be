package io.postern.collector.receiving;

import io.postern.events.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How to listen for syslog.
///
/// @param udp null for none, as `tcp` and `tls`
/// @param from who may send
/// @param connections at a time
/// @param idle after which a silent connection is closed
/// @param sync what came is on disk after this time at the latest; zero: before more is read
/// @param maxLine the longest line that is read as a whole
public record SyslogSettings(
        ListenAddress udp,
        ListenAddress tcp,
        ListenAddress tls,
        Tls certificates,
        List<Network> from,
        int connections,
        Duration idle,
        Duration sync,
        int maxLine) {

    /// PEM files.
    ///
    /// @param clientCa null when senders need no certificate
    public record Tls(Path certificate, Path key, Path clientCa) {}
}
