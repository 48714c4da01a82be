package io.postern.collector.enforcing.ipset;

import static java.util.stream.Collectors.joining;

import io.postern.collector.enforcing.Traffic;
import io.postern.collector.enforcing.programs.Program;
import io.postern.collector.enforcing.programs.ProgramException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Gatherers;

/// The chain POSTERN of one family, and the jump to it, once, first in PREROUTING.
///
/// It is in the table raw, before connections are tracked; where established connections are kept, in mangle, which is
/// after that. Both are before addresses are translated and before the filter.
final class Chain {

    private static final String NAME = "POSTERN";
    private static final String RAW = "raw";
    private static final String MANGLE = "mangle";

    /// Seconds to wait for another program that changes the rules.
    private static final String PATIENCE = "5";

    /// What the match multiport takes.
    private static final int PORTS_A_RULE = 15;

    private final Family family;
    private final Traffic traffic;
    private final Program iptables;
    private final Program restore;
    private boolean made;

    private Chain(Family family, Traffic traffic, Program iptables, Program restore) {
        this.family = family;
        this.traffic = traffic;
        this.iptables = iptables;
        this.restore = restore;
    }

    static Chain of(Family family, Traffic traffic) throws IOException {
        return new Chain(
                family, traffic, Program.named(family.iptables()), Program.named(family.iptables() + "-restore"));
    }

    /// The first time it is made anew, so that it is as configured now; later only when something lacks.
    void prepare() throws IOException {
        if (made && isInPlace()) {
            return;
        }
        remove(other());
        restore.run(script(), List.of("--noflush", "--wait", PATIENCE));
        if (!hasJump(table())) {
            run(table(), "-I", "PREROUTING", "1", "-j", NAME);
        }
        made = true;
    }

    /// Whether packets pass through all of its rules.
    boolean isInPlace() throws IOException {
        return hasJump(table()) && ruleCount() == rules().size();
    }

    void remove() throws IOException {
        remove(RAW);
        remove(MANGLE);
        made = false;
    }

    private void remove(String table) throws IOException {
        while (hasJump(table)) {
            run(table, "-D", "PREROUTING", "-j", NAME);
        }
        if (succeeds(table, "-F", NAME)) {
            run(table, "-X", NAME);
        }
    }

    private String table() {
        return traffic.keepEstablished() ? MANGLE : RAW;
    }

    private String other() {
        return traffic.keepEstablished() ? RAW : MANGLE;
    }

    /// As iptables-restore reads it: all at once, and what is in the chain already goes.
    private String script() {
        return rules().stream()
                .map(rule -> "-A " + NAME + " " + rule + "\n")
                .collect(joining("", "*" + table() + "\n:" + NAME + " - [0:0]\n", "COMMIT\n"));
    }

    private List<String> rules() {
        String drop = "-m set --match-set " + family.set() + " src -j DROP";
        List<String> rules = new ArrayList<>();
        if (traffic.keepEstablished()) {
            rules.add("-m conntrack --ctstate ESTABLISHED,RELATED -j RETURN");
        }
        if (traffic.ports().isEmpty()) {
            rules.add(drop);
        }
        traffic.ports().stream()
                .map(String::valueOf)
                .gather(Gatherers.windowFixed(PORTS_A_RULE))
                .map(ports -> "-p tcp -m multiport --dports " + String.join(",", ports) + " " + drop)
                .forEach(rules::add);
        return rules;
    }

    private long ruleCount() throws IOException {
        try {
            return run(table(), "-S", NAME)
                    .lines()
                    .filter(line -> line.startsWith("-A "))
                    .count();
        } catch (ProgramException e) {
            return 0; // no such chain
        }
    }

    private boolean hasJump(String table) throws IOException {
        return succeeds(table, "-C", "PREROUTING", "-j", NAME);
    }

    private boolean succeeds(String table, String... arguments) throws IOException {
        try {
            run(table, arguments);
            return true;
        } catch (ProgramException e) {
            return false; // there is none; what else may be wrong the next step says
        }
    }

    private String run(String table, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--wait", PATIENCE, "-t", table));
        all.addAll(List.of(arguments));
        return iptables.run("", all);
    }
}
