package io.postern.collector.enforcing.ipset;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.collector.enforcing.Enforcer;
import io.postern.collector.enforcing.Traffic;
import io.postern.collector.enforcing.programs.Program;
import io.postern.collector.enforcing.programs.ProgramException;
import io.postern.events.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// For hosts whose firewall is written with iptables. Bans are in the sets `postern4` and `postern6` (hash:net, which
/// lets networks overlap), whose elements end by themselves.
///
/// ipset takes what is changed in one run, line by line: it is no transaction. It knows no ban longer than 24 days;
/// whoever asks for one longer is told by {@link #inForce()} that it ends earlier.
public final class IpsetEnforcer implements Enforcer {

    /// Seconds; ipset 7 and before.
    private static final long LONGEST = 2_147_483;

    /// Elements of a set; ipset's own default is 65,536.
    private static final String MOST = "4194304";

    private final Traffic traffic;
    private final List<Chain> chains = new ArrayList<>();
    private Program ipset;

    public IpsetEnforcer(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public String name() {
        return "ipset";
    }

    @Override
    public void prepare() throws EnforcementException {
        try {
            findPrograms();
            StringBuilder script = new StringBuilder();
            for (Family family : Family.values()) {
                script.append("create " + family.set() + " hash:net family " + family.family() + " timeout 0 maxelem "
                        + MOST + "\n");
            }
            restore(script);
            for (Chain chain : chains) {
                chain.prepare();
            }
        } catch (IOException e) {
            throw failed("cannot prepare", e);
        }
    }

    private void findPrograms() throws IOException {
        if (chains.isEmpty()) {
            ipset = Program.named("ipset");
            for (Family family : Family.values()) {
                chains.add(Chain.of(family, traffic));
            }
        }
    }

    /// What exists is no error, and what is put in again gets the new time.
    private void restore(CharSequence script) throws IOException {
        ipset.run(script.toString(), List.of("-exist", "restore"));
    }

    /// Nothing where packets do not pass through the chains.
    @Override
    public Map<Network, Duration> inForce() throws EnforcementException {
        try {
            findPrograms();
            Map<Network, Duration> inForce = new HashMap<>();
            for (int i = 0; i < chains.size(); i++) {
                if (chains.get(i).isInPlace()) {
                    read(Family.values()[i], inForce);
                }
            }
            return inForce;
        } catch (IOException e) {
            throw failed("cannot read what is in force", e);
        }
    }

    /// Lines of `ipset save`: `add postern4 192.0.2.0/24 timeout 599`.
    private void read(Family family, Map<Network, Duration> into) throws IOException {
        for (String line : ipset.run("", List.of("save", family.set())).lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("add") && words.length >= 5) {
                long left = Long.parseLong(words[4]);
                into.put(Network.of(words[2]), Duration.ofSeconds(left));
            }
        }
    }

    @Override
    public void apply(Changes changes) throws EnforcementException {
        StringBuilder script = new StringBuilder();
        changes.ban()
                .forEach((network, left) -> script.append("add ")
                        .append(Family.of(network).set())
                        .append(' ')
                        .append(network)
                        .append(" timeout ")
                        .append(Math.clamp(left.plusMillis(999).toSeconds(), 1, LONGEST))
                        .append('\n'));
        changes.lift()
                .forEach(network -> script.append("del ")
                        .append(Family.of(network).set())
                        .append(' ')
                        .append(network)
                        .append('\n'));
        try {
            findPrograms();
            restore(script);
        } catch (IOException e) {
            throw failed(
                    "cannot apply " + changes.ban().size() + " bans and "
                            + changes.lift().size() + " lifts",
                    e);
        }
    }

    @Override
    public void remove() throws EnforcementException {
        try {
            findPrograms();
            for (Chain chain : chains) {
                chain.remove();
            }
            for (Family family : Family.values()) {
                try {
                    ipset.run("", List.of("list", "-name", family.set()));
                } catch (ProgramException e) {
                    continue; // there is none
                }
                ipset.run("", List.of("destroy", family.set()));
            }
        } catch (IOException e) {
            throw failed("cannot remove the chains POSTERN and their sets", e);
        }
    }

    private static EnforcementException failed(String what, IOException e) {
        return new EnforcementException("ipset: " + what + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        // Nothing is held between two runs.
    }
}
