package io.postern.cli.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks with the eyes of the agent's user, where root asks; with one's own, where somebody else does.
public final class AgentUser {

    private static final String USER = "postern";

    /// As the unit has them.
    private static final List<String> GROUPS = List.of("adm", "systemd-journal");

    private final Machine machine;
    private final List<String> become;

    /// @param root whether this process may become another user
    public AgentUser(Machine machine, boolean root) {
        this.machine = machine;
        this.become = root && exists() ? become() : List.of();
    }

    public String name() {
        return become.isEmpty() ? "you" : USER;
    }

    public boolean mayRead(Path file) {
        return become.isEmpty()
                ? Files.isReadable(file)
                : run(List.of("/usr/bin/test", "-r", file.toString())).isPresent();
    }

    /// The newest entry of the journal that matches; empty when the journal may not be read.
    public Optional<String> newestOfJournal(List<String> matches) {
        List<String> command = new ArrayList<>(List.of(
                machine.program("journalctl").orElse("journalctl"), "--quiet", "--no-pager", "-n", "1", "-o", "cat"));
        for (String match : matches) {
            command.add(match);
            command.add("+");
        }
        command.removeLast();
        return run(command);
    }

    private Optional<String> run(List<String> command) {
        List<String> whole = new ArrayList<>(become);
        whole.addAll(command);
        return machine.programs().output(whole);
    }

    private boolean exists() {
        return machine.ask("id", "-u", USER).isPresent();
    }

    private List<String> become() {
        String groups = String.join(
                ",",
                GROUPS.stream()
                        .filter(group -> machine.ask("getent", "group", group).isPresent())
                        .toList());
        List<String> command = new ArrayList<>(
                List.of(machine.program("setpriv").orElse("/usr/bin/setpriv"), "--reuid=" + USER, "--regid=" + USER));
        command.add(groups.isEmpty() ? "--clear-groups" : "--groups=" + groups);
        command.add("--");
        return command;
    }
}
