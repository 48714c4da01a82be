package io.postern.cli.setup;

import io.postern.collector.enforcing.EnforcerKind;
import io.postern.events.Network;
import java.util.List;

/// All that has to be decided.
///
/// @param kafka as in `bootstrap.servers`
/// @param host the host's name in the cluster; empty for the machine's own
/// @param logs paths and patterns
/// @param enforce what keeps banned clients out; empty: nothing does
/// @param start whether the service is enabled and started
public record Answers(
        String kafka,
        String host,
        List<String> logs,
        boolean journal,
        List<EnforcerKind> enforce,
        boolean dryRun,
        List<Network> allow,
        boolean start) {

    public Answers {
        logs = List.copyOf(logs);
        enforce = List.copyOf(enforce);
        allow = List.copyOf(allow);
    }
}
