package io.postern.cli.doctor;

import io.postern.cli.host.Machine;
import io.postern.collector.AgentConfig;
import io.postern.collector.enforcing.EnforcerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether what is to keep banned clients out can.
final class FirewallCheck {

    private static final String FIREWALL = "firewall";
    private static final String RIGHTS = "rights";

    /// In the family inet; the agent's own.
    private static final String TABLE = "postern";

    /// The bit of CAP_NET_ADMIN (capability.h).
    private static final int NET_ADMIN = 12;

    private final AgentConfig config;
    private final Surroundings around;

    FirewallCheck(AgentConfig config, Surroundings around) {
        this.config = config;
        this.around = around;
    }

    List<Finding> findings() {
        if (config.enforcers().isEmpty()) {
            return List.of(
                    Finding.ok(FIREWALL, "this host keeps nobody out (postern.collector.enforce.with is empty)"));
        }
        List<Finding> findings = new ArrayList<>();
        if (config.dryRun()) {
            findings.add(Finding.warning(
                    FIREWALL,
                    "a dry run: nobody is kept out",
                    "postern.collector.enforce.dry-run: false, when it looks right"));
        }
        config.enforcers().forEach(kind -> findings.addAll(of(kind)));
        return findings;
    }

    private List<Finding> of(EnforcerKind kind) {
        return switch (kind) {
            case NFTABLES -> List.of(nftables(), rights());
            case IPSET -> List.of(programs(kind, "ipset", "iptables"), rights());
            case PF -> List.of(programs(kind, "pfctl"));
            case IPFW -> List.of(programs(kind, "ipfw"));
            case POSTFIX -> List.of(programs(kind, "postconf"));
            case HOSTS_DENY, COMMAND -> List.of(Finding.ok(FIREWALL, kind + ": as configured"));
        };
    }

    private Finding programs(EnforcerKind kind, String... programs) {
        return around.machine().has(programs)
                ? Finding.ok(FIREWALL, kind + ": " + String.join(" and ", programs) + " are there")
                : Finding.failed(
                        FIREWALL,
                        kind + ": not all of " + String.join(", ", programs) + " are installed",
                        "install them");
    }

    /// Its table stands while the agent enforces, and after it, unless it flushes at its stop.
    private Finding nftables() {
        Machine machine = around.machine();
        if (!machine.has("nft")) {
            return Finding.warning(FIREWALL, "nftables: nft is not installed to look with", "apt install nftables");
        }
        if (!around.root()) {
            return Finding.warning(FIREWALL, "nftables: only root can look", "run this as root");
        }
        if (machine.ask("nft", "list", "tables").isEmpty()) {
            return Finding.failed(FIREWALL, "nftables: the kernel does not answer nft", "nft list tables");
        }
        return machine.ask("nft", "list", "table", "inet", TABLE).isPresent()
                ? Finding.ok(FIREWALL, "nftables: the table " + TABLE + " is in force")
                : Finding.warning(
                        FIREWALL,
                        "nftables: there is no table " + TABLE + " yet",
                        "start the agent, which makes it; if it runs: journalctl -u postern-agent");
    }

    /// Of the process that runs, as the kernel tells them.
    private Finding rights() {
        Optional<String> process = around.machine()
                .ask("systemctl", "show", "--property=MainPID", "--value", "postern-agent.service")
                .map(String::strip)
                .filter(pid -> !pid.equals("0"));
        if (process.isEmpty()) {
            return Finding.warning(
                    RIGHTS,
                    "the service does not run, so that its rights cannot be seen",
                    "systemctl start postern-agent");
        }
        return Capabilities.effective(around.machine(), process.get())
                .map(bits -> (bits >> NET_ADMIN & 1) == 1
                        ? Finding.ok(RIGHTS, "the agent has CAP_NET_ADMIN")
                        : Finding.failed(
                                RIGHTS,
                                "the agent lacks CAP_NET_ADMIN",
                                "`postern setup` adds it to the service's unit"))
                .orElseGet(() -> Finding.warning(
                        RIGHTS, "the rights of process " + process.get() + " cannot be seen", "run this as root"));
    }
}
