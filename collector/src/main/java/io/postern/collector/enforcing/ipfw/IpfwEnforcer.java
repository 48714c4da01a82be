package io.postern.collector.enforcing.ipfw;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.collector.enforcing.Enforcer;
import io.postern.collector.enforcing.programs.Program;
import io.postern.events.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Bans in the table `postern` (named tables: FreeBSD 11 and later), for both families; the rule that denies them is a
/// line of the administrator's ruleset, whose order is his. ipfw knows no end of a ban.
public final class IpfwEnforcer implements Enforcer {

    private static final String TABLE = "table postern ";

    private final String path;

    public IpfwEnforcer() {
        this(null);
    }

    /// @param path where ipfw is looked for, as in `PATH`; null for where every program is
    IpfwEnforcer(String path) {
        this.path = path;
    }

    @Override
    public String name() {
        return "ipfw";
    }

    @Override
    public void prepare() throws EnforcementException {
        script(TABLE + "create type addr missing\n");
    }

    /// Lines such as `192.0.2.0/24 0`: the network, and a value that means nothing here.
    @Override
    public Map<Network, Duration> inForce() throws EnforcementException {
        Map<Network, Duration> inForce = new HashMap<>();
        for (String line : ipfw("", "table", "postern", "list").lines().toList()) {
            if (!line.startsWith("-")) { // a heading
                inForce.put(Network.of(line.split(" ", -1)[0]), Duration.ZERO);
            }
        }
        return inForce;
    }

    @Override
    public void apply(Changes changes) throws EnforcementException {
        StringBuilder lines = new StringBuilder();
        changes.lift()
                .forEach(network ->
                        lines.append(TABLE + "delete ").append(network).append('\n'));
        changes.ban()
                .keySet()
                .forEach(network -> lines.append(TABLE + "add ").append(network).append('\n'));
        script(lines.toString());
    }

    @Override
    public void remove() throws EnforcementException {
        script(TABLE + "flush\n");
    }

    /// Commands, one a line. `-q`: to add what is there and to delete what is not are no errors.
    private void script(String lines) throws EnforcementException {
        ipfw(lines, "-q", "/dev/stdin");
    }

    private String ipfw(String input, String... arguments) throws EnforcementException {
        try {
            Program ipfw = path == null ? Program.named("ipfw") : Program.named("ipfw", path);
            return ipfw.run(input, List.of(arguments));
        } catch (IOException e) {
            throw new EnforcementException("ipfw, table postern: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // Nothing is held between two runs.
    }
}
