package io.postern.cli.setup;

import io.postern.collector.AgentConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The answers as settings of the agent.
final class Settings {

    private static final String COLLECTOR = "postern.collector.";
    private static final String ENFORCE = COLLECTOR + "enforce.";

    private final Map<String, String> values = new TreeMap<>();

    private Settings() {}

    /// Those that differ from what is configured, or where nothing is, from the defaults; as YAML has them.
    ///
    /// @param configured null where nothing is
    static Map<String, String> of(Answers answers, AgentConfig configured) {
        Settings settings = new Settings();
        AgentConfig was = configured;
        settings.set("kafka.bootstrap.servers", text(answers.kafka()), was == null ? null : text(was.servers()));
        settings.set(COLLECTOR + "host", text(answers.host()), was == null ? text("") : text(was.host()));
        settings.set(COLLECTOR + "files", list(answers.logs()), was == null ? "[]" : list(was.files()));
        settings.set(
                COLLECTOR + "journal.enabled",
                String.valueOf(answers.journal()),
                String.valueOf(was != null && was.readsJournal()));
        settings.set(ENFORCE + "with", list(answers.enforce()), was == null ? "[]" : list(was.enforcers()));
        settings.set(
                ENFORCE + "dry-run", String.valueOf(answers.dryRun()), String.valueOf(was != null && was.dryRun()));
        settings.set(ENFORCE + "allow", list(answers.allow()), was == null ? "[]" : list(was.allowed()));
        return settings.values;
    }

    private void set(String key, String wanted, String was) {
        if (!Objects.equals(wanted, was)) {
            values.put(key, wanted);
        }
    }

    private static String list(List<?> parts) {
        return parts.stream().map(part -> text(part.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    /// Plain where YAML takes it for nothing else; else in double quotes, which JSON has as YAML does.
    private static String text(String text) {
        if (text.matches("/?[A-Za-z][A-Za-z0-9._/-]*|[0-9.]+/[0-9]+")
                && !text.matches("(?i)yes|no|on|off|true|false|null|[yn]")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                default -> {
                    if (c < ' ') {
                        quoted.append("\\u%04x".formatted(c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
