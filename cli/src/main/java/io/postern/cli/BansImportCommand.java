package io.postern.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postern.events.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Bans what a file lists.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Bans what a file lists: one address or network a line, behind it the end (2026-01-15T12:00:00Z) and the",
            "reason, if there are any. What has ended is left out; # begins a comment. One wrong line, and nothing is sent."
        })
final class BansImportCommand implements Callable<Integer> {

    /// Bans that go together.
    private record Group(Instant until, String reason) {}

    @Mixin
    Commanding commanding;

    @Mixin
    Lasting lasting;

    @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
    String file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant now = Postern.CLOCK.instant();
        Map<Group, List<String>> groups = new LinkedHashMap<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            read(lines.get(i), i + 1, now, groups);
        }
        int exit = Exit.DONE;
        for (Map.Entry<Group, List<String>> group : groups.entrySet()) {
            exit = Math.max(exit, commanding.give(order(group.getKey(), now), group.getValue()));
        }
        return exit;
    }

    private void read(String line, int number, Instant now, Map<Group, List<String>> groups) {
        String content = line.replaceFirst("(^|\\s)#.*", "").strip();
        if (content.isEmpty()) {
            return;
        }
        String[] words = content.split("\\s+", 3);
        try {
            Network network = Network.of(words[0]);
            Optional<Instant> until = words.length > 1 ? time(words[1]) : Optional.empty();
            if (until.isPresent() && !until.get().isAfter(now)) {
                return;
            }
            int told = until.isPresent() ? 2 : 1;
            String why = words.length > told ? content.split("\\s+", told + 1)[told] : null;
            groups.computeIfAbsent(new Group(until.orElse(null), why), group -> new ArrayList<>())
                    .add(network.toString());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commanding.spec.commandLine(), file + ":" + number + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Instant> time(String word) {
        try {
            return Optional.of(Instant.parse(word));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private ObjectNode order(Group group, Instant now) {
        ObjectNode order = lasting.on(commanding.order("ban"));
        if (group.until() != null && lasting.lasts == null) {
            order.put(
                    "for",
                    Duration.between(now, group.until())
                            .truncatedTo(ChronoUnit.SECONDS)
                            .plusSeconds(1)
                            .toString());
        }
        if (group.reason() != null && commanding.reason == null) {
            order.put("reason", group.reason());
        }
        return order;
    }

    private List<String> lines() throws IOException {
        if (!file.equals("-")) {
            return Files.readAllLines(Path.of(file));
        }
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .toList();
    }
}
