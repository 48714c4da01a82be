package io.postern.cli.doctor;

import io.postern.cli.host.AgentUser;
import io.postern.collector.AgentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whether what is followed is there, may be read by the agent, and is written to.
final class LogsCheck {

    private static final String LOGS = "logs";
    private static final String JOURNAL = "journal";
    private static final Duration QUIET = Duration.ofDays(1);
    private static final Path STANDARD_INPUT = Path.of("-");

    private final AgentConfig config;
    private final Surroundings around;
    private final AgentUser user;

    LogsCheck(AgentConfig config, Surroundings around) {
        this.config = config;
        this.around = around;
        this.user = new AgentUser(around.machine(), around.root());
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Path file : config.files()) {
            if (!file.equals(STANDARD_INPUT)) {
                findings.addAll(Patterns.isPattern(file) ? pattern(file) : List.of(log(file)));
            }
        }
        if (config.readsJournal()) {
            findings.add(journal());
        }
        if (findings.isEmpty()) {
            findings.add(Finding.warning(LOGS, "nothing is followed", "`postern setup`, or postern.collector.files"));
        }
        return findings;
    }

    private List<Finding> pattern(Path pattern) {
        List<Path> logs = Patterns.matching(pattern);
        return logs.isEmpty()
                ? List.of(Finding.warning(LOGS, pattern + " matches nothing", "look whether the pattern is right"))
                : logs.stream().map(this::log).toList();
    }

    private Finding log(Path file) {
        if (Files.notExists(file)) {
            return Finding.failed(LOGS, file + " is not there", "name the log of your mail server: `postern setup`");
        }
        if (!user.mayRead(file)) {
            return Finding.failed(
                    LOGS,
                    file + " may not be read by " + user.name(),
                    "let the group adm read it: chgrp adm " + file + " && chmod g+r " + file);
        }
        try {
            Duration since = Duration.between(
                    Files.getLastModifiedTime(file).toInstant(), around.clock().instant());
            return since.compareTo(QUIET) < 0
                    ? Finding.ok(LOGS, file + " is readable, written to " + Ago.of(since))
                    : Finding.warning(
                            LOGS, file + " was last written to " + Ago.of(since), "look whether the servers log here");
        } catch (IOException e) {
            return Finding.failed(LOGS, file + ": " + e.getMessage(), "look at its directory's rights");
        }
    }

    private Finding journal() {
        return user.newestOfJournal(config.journalMatches())
                .map(newest -> newest.isBlank()
                        ? Finding.warning(
                                JOURNAL,
                                "no entry of " + config.journalMatches(),
                                "name your servers' units: postern.collector.journal.matches")
                        : Finding.ok(JOURNAL, "readable, with entries of mail servers"))
                .orElseGet(() -> Finding.failed(
                        JOURNAL, "journalctl does not answer " + user.name(), "add the agent to systemd-journal"));
    }
}
