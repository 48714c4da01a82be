package io.postern.cli;

import io.postern.collector.following.Compressed;
import io.postern.collector.formats.LineParser;
import io.postern.collector.formats.WholeLog;
import io.postern.collector.parsing.ParserSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What the collector makes of a line, by the collector's own parser.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says what Postern reads in log lines, and why a line counts or not.",
            "The very parser that the collector runs; nothing is sent anywhere."
        },
        footer = {
            "",
            "Examples:",
            "  postern explain /var/log/mail.log",
            "  journalctl -u dovecot | postern explain -o ndjson",
            "  postern explain 'Nov 20 10:34:34 mail dovecot: imap-login: Login: user=<ada>, rip=192.0.2.1, lip=192.0.2.2'"
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    OutputFormat output;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of stamps that name none, for example Europe/Berlin. Default: the system's.")
    ZoneId zone = ZoneId.systemDefault();

    @Parameters(
            paramLabel = "FILE|LINE",
            description = "Files, lines in quotes, or - for standard input, which is also the default.")
    List<String> inputs = List.of("-");

    @Override
    public Integer call() throws IOException {
        try (Explanation explanation = Explanation.to(spec.commandLine().getOut(), output.shape)) {
            long line = 0;
            for (String input : inputs) {
                line = explain(input, explanation, line);
            }
        }
        return Exit.DONE;
    }

    /// Lines given on the command line are numbered on; each file begins anew.
    private long explain(String input, Explanation explanation, long line) throws IOException {
        if (input.equals("-")) {
            read(Compressed.open(System.in), null, explanation);
            return line;
        }
        if (looksLikeALine(input)) {
            explanation.say(line + 1, null, parser().read(input));
            return line + 1;
        }
        Path file = Path.of(input);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            String why = Files.notExists(file)
                    ? "no such file, and too short for a log line"
                    : Files.isDirectory(file) ? "a directory" : "permission denied";
            throw new ParameterException(spec.commandLine(), input + ": " + why);
        }
        try (InputStream in = Compressed.open(file)) {
            read(in, inputs.size() > 1 ? input : null, explanation);
        }
        return line;
    }

    private static boolean looksLikeALine(String input) {
        return input.indexOf(' ') > 0 && !Files.exists(Path.of(input.replace("\0", "")));
    }

    private void read(InputStream in, String file, Explanation explanation) throws IOException {
        AtomicLong number = new AtomicLong();
        new WholeLog(this::parser)
                .read(in, (bytes, from, to, reading) -> explanation.say(number.incrementAndGet(), file, reading));
    }

    private LineParser parser() {
        return new LineParser(new ParserSettings(zone, Postern.CLOCK, "localhost"));
    }
}
