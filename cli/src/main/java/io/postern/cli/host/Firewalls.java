package io.postern.cli.host;

import io.postern.collector.enforcing.EnforcerKind;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// What can keep clients out on a machine, the best first, and who else does so.
///
/// @param others sentences about other keepers of the same door
public record Firewalls(List<EnforcerKind> usable, List<String> others) {

    private record Needs(EnforcerKind kind, List<String> programs) {}

    private static final List<Needs> KNOWN = List.of(
            new Needs(EnforcerKind.NFTABLES, List.of("nft")),
            new Needs(EnforcerKind.IPSET, List.of("ipset", "iptables")),
            new Needs(EnforcerKind.PF, List.of("pfctl")),
            new Needs(EnforcerKind.IPFW, List.of("ipfw")));

    public static Firewalls on(Machine machine) {
        List<EnforcerKind> usable = KNOWN.stream()
                .filter(known -> machine.has(known.programs().toArray(String[]::new)))
                .map(Needs::kind)
                .toList();
        List<String> others = new ArrayList<>();
        if (machine.has("fail2ban-server")) {
            others.add(
                    Files.exists(machine.at("/run/fail2ban/fail2ban.sock"))
                            ? "fail2ban is running; both may be, and once this host enforces, its mail jails have nothing to do"
                            : "fail2ban is installed and does not run");
        }
        if (machine.has("firewall-cmd")) {
            others.add("firewalld is installed; Postern has a table of its own beside it");
        }
        if (machine.has("ufw")) {
            others.add("ufw is installed; Postern has rules of its own beside it");
        }
        return new Firewalls(usable, List.copyOf(others));
    }
}
