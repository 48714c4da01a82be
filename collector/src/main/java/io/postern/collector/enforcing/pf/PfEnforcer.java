package io.postern.collector.enforcing.pf;

import static java.util.stream.Collectors.joining;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.collector.enforcing.Enforcer;
import io.postern.collector.enforcing.programs.Program;
import io.postern.events.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Bans in the table `<postern>`, which pf.conf defines and whose rule there says what becomes of the banned: the order
/// of its rules is the administrator's. pf knows no end of a ban.
///
/// A connection that pf let in goes on by its state, whatever the rules say; where connections are not to be kept, the
/// states of each newly banned network are killed, by one run of pfctl each, the only way there is.
public final class PfEnforcer implements Enforcer {

    private static final String TABLE = "postern";

    private final boolean keepEstablished;
    private final String path;

    public PfEnforcer(boolean keepEstablished) {
        this(keepEstablished, null);
    }

    /// @param path where pfctl is looked for, as in `PATH`; null for where every program is
    PfEnforcer(boolean keepEstablished, String path) {
        this.keepEstablished = keepEstablished;
        this.path = path;
    }

    @Override
    public String name() {
        return "pf";
    }

    /// Only looks: a table that pf.conf does not define has no rule either, and would stop nobody.
    @Override
    public void prepare() throws EnforcementException {
        inForce();
    }

    @Override
    public Map<Network, Duration> inForce() throws EnforcementException {
        Map<Network, Duration> inForce = new HashMap<>();
        for (String line : pfctl("", "-t", TABLE, "-T", "show").lines().toList()) {
            inForce.put(Network.of(line.strip()), Duration.ZERO);
        }
        return inForce;
    }

    @Override
    public void apply(Changes changes) throws EnforcementException {
        if (!changes.lift().isEmpty()) {
            pfctl(listed(changes.lift()), "-q", "-t", TABLE, "-T", "delete", "-f", "-");
        }
        if (changes.ban().isEmpty()) {
            return;
        }
        String added = pfctl(listed(changes.ban().keySet()), "-v", "-t", TABLE, "-T", "add", "-f", "-");
        if (!keepEstablished) {
            for (String line : added.lines().toList()) {
                if (line.startsWith("A ")) {
                    pfctl("", "-q", "-k", line.substring(2).strip());
                }
            }
        }
    }

    private static String listed(Collection<Network> networks) {
        return networks.stream().map(network -> network + "\n").collect(joining());
    }

    /// Empties the table, which is pf.conf's.
    @Override
    public void remove() throws EnforcementException {
        pfctl("", "-q", "-t", TABLE, "-T", "flush");
    }

    private String pfctl(String input, String... arguments) throws EnforcementException {
        try {
            Program pfctl = path == null ? Program.named("pfctl") : Program.named("pfctl", path);
            return pfctl.run(input, List.of(arguments));
        } catch (IOException e) {
            throw new EnforcementException("pf, table <" + TABLE + ">: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // Nothing is held between two runs.
    }
}
