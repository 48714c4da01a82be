package io.postern.cli.host;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A mail server that is installed.
///
/// @param version as it says itself; `unknown` where it does not
public record MailServer(String name, String version) {

    private record Question(String name, String program, List<String> arguments) {}

    private static final List<Question> KNOWN = List.of(
            new Question("Dovecot", "dovecot", List.of("--version")),
            new Question("Postfix", "postconf", List.of("-h", "mail_version")),
            new Question("Exim", "exim4", List.of("-bV")),
            new Question("Exim", "exim", List.of("-bV")),
            new Question("Cyrus", "cyr_info", List.of("version")));

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

    public static List<MailServer> on(Machine machine) {
        return KNOWN.stream()
                .filter(known -> machine.has(known.program()))
                .map(known -> new MailServer(known.name(), version(machine, known)))
                .distinct()
                .toList();
    }

    private static String version(Machine machine, Question known) {
        return machine.ask(known.program(), known.arguments().toArray(String[]::new))
                .map(VERSION::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .orElse("unknown");
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
