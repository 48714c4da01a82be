package io.postern.cli.setup;

import io.postern.cli.host.Firewalls;
import io.postern.cli.host.LogSources;
import io.postern.collector.AgentConfig;
import io.postern.events.Network;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// What setup suggests: what is configured, else what was found.
///
/// @param configured null where no valid configuration with brokers is
/// @param hostName the machine's own
/// @param ownClient from where the person at the keyboard came, over SSH; empty when from nowhere
/// @param service whether there is a service manager that could start the agent
record Suggestions(
        AgentConfig configured,
        LogSources logs,
        Firewalls firewalls,
        String hostName,
        List<Network> ownClient,
        boolean service) {

    String of(Question question) {
        return switch (question) {
            case KAFKA -> configured == null ? "" : configured.servers();
            case HOST -> configured == null ? hostName : configured.host();
            case LOGS -> configured == null ? joined(logs.files(), "none") : joined(configured.files(), "none");
            case JOURNAL -> yes(configured == null ? logs.onlyJournal() : configured.readsJournal());
            case ENFORCE ->
                configured == null
                        ? joined(firewalls.usable().stream().limit(1).toList(), "off")
                        : joined(configured.enforcers(), "off");
            case DRY_RUN -> yes(configured != null && configured.dryRun());
            case ALLOW -> joined(configured == null ? ownClient : configured.allowed(), "none");
            case START -> yes(service);
        };
    }

    private static String yes(boolean yes) {
        return yes ? "yes" : "no";
    }

    private static String joined(Collection<?> parts, String none) {
        return parts.isEmpty() ? none : parts.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
