package io.postern.cli.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Where the mail servers of a machine log.
///
/// @param files that exist, as on the machine
/// @param journal whether the systemd journal is kept here
public record LogSources(List<String> files, boolean journal) {

    /// Debian and its kin, Red Hat and the BSDs, SUSE, Exim on Debian.
    private static final List<String> USUAL =
            List.of("/var/log/mail.log", "/var/log/maillog", "/var/log/mail", "/var/log/exim4/mainlog");

    /// In the order of Dovecot's own precedence; `log_path` may be `syslog` or a path.
    private static final List<String> OF_DOVECOT = List.of("log_path", "info_log_path");

    public static LogSources on(Machine machine) {
        Set<String> files = new LinkedHashSet<>();
        Stream.concat(
                        USUAL.stream(),
                        Stream.concat(
                                OF_DOVECOT.stream().flatMap(key -> machine.ask("doveconf", "-h", key).stream()),
                                machine.ask("postconf", "-h", "maillog_file").stream()))
                .map(String::strip)
                .filter(path -> path.startsWith("/"))
                .filter(path -> Files.isRegularFile(machine.at(path)))
                .forEach(path -> names(machine, files, path));
        return new LogSources(List.copyOf(files), hasJournal(machine));
    }

    /// The same file under two names would be told twice.
    private static void names(Machine machine, Set<String> files, String path) {
        boolean known = files.stream().anyMatch(other -> same(machine.at(other), machine.at(path)));
        if (!known) {
            files.add(path);
        }
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasJournal(Machine machine) {
        return machine.has("journalctl")
                && Stream.of("/var/log/journal", "/run/log/journal")
                        .anyMatch(path -> Files.isDirectory(machine.at(path)));
    }

    /// The journal only where no file tells the same.
    public boolean onlyJournal() {
        return files.isEmpty() && journal;
    }

    /// Nothing that could be followed.
    public Optional<String> problem() {
        return files.isEmpty() && !journal
                ? Optional.of("no mail log was found: name it, or let syslog or the journal keep one")
                : Optional.empty();
    }
}
