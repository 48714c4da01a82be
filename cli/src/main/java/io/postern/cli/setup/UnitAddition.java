package io.postern.cli.setup;

import io.postern.collector.enforcing.EnforcerKind;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What this host's enforcement needs besides the shipped unit, which may do nothing but read logs and speak to Kafka.
final class UnitAddition {

    static final String UNIT = "postern-agent.service";
    static final String FILE = "/etc/systemd/system/" + UNIT + ".d/50-setup.conf";

    private UnitAddition() {}

    /// The file's text; empty when the shipped unit is enough.
    static Optional<String> text(List<EnforcerKind> enforcers) {
        List<String> lines =
                enforcers.stream()
                        .flatMap(kind -> lines(kind).stream())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(Stream.concat(
                                Stream.of(
                                        "# `postern setup` wrote this, for " + enforcers
                                                + ". Yours go into another file: systemctl edit postern-agent",
                                        "[Service]"),
                                lines.stream())
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private static List<String> lines(EnforcerKind kind) {
        return switch (kind) {
            case NFTABLES -> List.of("AmbientCapabilities=CAP_NET_ADMIN", "CapabilityBoundingSet=CAP_NET_ADMIN");
            case IPSET ->
                List.of(
                        "AmbientCapabilities=CAP_NET_ADMIN",
                        "CapabilityBoundingSet=CAP_NET_ADMIN",
                        // The older iptables speaks through a raw socket, under a lock that is root's.
                        "AmbientCapabilities=CAP_NET_RAW",
                        "CapabilityBoundingSet=CAP_NET_RAW",
                        "Environment=XTABLES_LOCKFILE=/run/postern/xtables.lock");
            case HOSTS_DENY -> List.of("ReadWritePaths=-/etc/hosts.deny");
            case POSTFIX, PF, IPFW, COMMAND -> List.of();
        };
    }

    /// What is left for a person to do, because a service without root's rights cannot have it by its unit alone.
    static List<String> byHand(List<EnforcerKind> enforcers) {
        return enforcers.stream()
                .flatMap(kind -> switch (kind) {
                    case NFTABLES, IPSET -> Stream.<String>empty();
                    case POSTFIX ->
                        Stream.of("postfix: in main.cf, smtpd_client_restrictions = check_client_access "
                                + "cidr:/var/lib/postern/postern.cidr (postern.collector.enforce.postfix.map)");
                    case HOSTS_DENY -> Stream.of("hosts-deny: let the user postern write /etc/hosts.deny");
                    case COMMAND ->
                        Stream.of("command: set postern.collector.enforce.command.ban and .lift; what they may do is "
                                + "what the unit allows: systemctl edit postern-agent");
                    case PF, IPFW ->
                        Stream.of(kind + ": this system's service manager is not systemd; the agent must "
                                + "run as a user who may use the firewall");
                })
                .toList();
    }
}
