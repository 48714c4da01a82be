package io.postern.cli.setup;

import io.postern.cli.host.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Shows what would change, and changes it when that is wished. Never over what somebody else has set, unless told.
final class Writing {

    private final Machine machine;
    private final Terminal terminal;

    Writing(Machine machine, Terminal terminal) {
        this.machine = machine;
        this.terminal = terminal;
    }

    boolean carryOut(List<FileChange> all, Answers answers, Setup.Wishes wishes, String stamp) throws IOException {
        PrintWriter out = terminal.out();
        List<FileChange> changes =
                all.stream().filter(change -> !change.isNone()).toList();
        changes.forEach(this::show);
        if (changes.isEmpty()) {
            out.println("Everything is as wished already.");
        }
        if (!wishes.writes()) {
            out.println("Nothing was written: a dry run.");
            return true;
        }
        boolean overwrites = changes.stream().anyMatch(FileChange::overwrites);
        if (wishes.asks() && !changes.isEmpty() && !terminal.confirms("Write this", true)) {
            out.println("Nothing was written.");
            return false;
        }
        if (overwrites && !wishes.asks() && !wishes.replaces()) {
            out.println("Settings that are in force would change. Nothing was written; --replace does it.");
            return false;
        }
        for (FileChange change : changes) {
            Path copy = change.apply(stamp);
            out.println((change.after() == null ? "Deleted " : "Wrote ")
                    + path(change.file())
                    + (copy == null ? "" : "; what was there: " + path(copy)));
        }
        UnitAddition.byHand(answers.enforce()).forEach(left -> out.println("  ! still to be done: " + left));
        return !answers.start() || start(!changes.isEmpty());
    }

    private void show(FileChange change) {
        PrintWriter out = terminal.out();
        out.println(path(change.file()) + ":");
        change.diff().forEach(line -> out.println("  " + line));
        out.println();
    }

    private boolean start(boolean changed) {
        PrintWriter out = terminal.out();
        if (!Files.isDirectory(machine.at("/run/systemd/system"))) {
            out.println("No systemd runs here; start it by /usr/lib/postern/agent/start, as the user postern.");
            return true;
        }
        boolean done = Stream.of(
                        List.of("daemon-reload"),
                        List.of("enable", UnitAddition.UNIT),
                        List.of(changed ? "restart" : "start", UnitAddition.UNIT))
                .allMatch(command ->
                        machine.ask("systemctl", command.toArray(String[]::new)).isPresent());
        out.println(
                done
                        ? "The agent is started, and will be at each boot. Look after it with: postern doctor"
                        : "The agent could not be started; why: systemctl status " + UnitAddition.UNIT);
        return done;
    }

    private String path(Path file) {
        return "/" + machine.root().relativize(file);
    }
}
