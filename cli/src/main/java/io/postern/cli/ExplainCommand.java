package io.postern.cli;

import io.postern.cli.logs.LogCounts;
import io.postern.cli.logs.LogInput;
import io.postern.cli.output.ProgressBar;
import io.postern.collector.formats.LineParser;
import io.postern.collector.formats.WholeLog;
import io.postern.collector.formats.operator.DefinedFormat;
import io.postern.collector.formats.operator.FormatsRefusedException;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.ParserSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
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
            "  postern explain --failures /var/log/mail.log.2.gz",
            "  postern explain --unparsed /var/log/mail.log*",
            "  journalctl -u dovecot | postern explain -o ndjson",
            "  postern explain 'Nov 20 10:34:34 mail dovecot: imap-login: Login: user=<ada>, rip=192.0.2.1, lip=192.0.2.2'"
        })
final class ExplainCommand implements Callable<Integer> {

    /// Lines between two looks at the clock.
    private static final int TICK = 4096;

    @Spec
    CommandSpec spec;

    @Mixin
    OutputFormat output;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of stamps that name none, for example Europe/Berlin. Default: the system's.")
    ZoneId zone = ZoneId.systemDefault();

    @Option(
            names = "--year",
            paramLabel = "YEAR",
            description = "Year of stamps that name none. Default: the one in which the file was last written.")
    Year year;

    @Mixin
    FormatsOption formats;

    @Option(names = "--check", description = "With --formats: only says whether they are right.")
    boolean check;

    @ArgGroup
    Wanted wanted = new Wanted();

    /// Everything unless one is chosen.
    static final class Wanted {

        @Option(names = "--failures", description = "Only what counts as a failed login.")
        boolean failures;

        @Option(
                names = "--unparsed",
                description =
                        "Which lines are not read: clusters of one kind each, the largest first, with an example. "
                                + "Passwords are taken out.")
        boolean unparsed;
    }

    @Option(names = "--limit", paramLabel = "N", description = "Clusters of --unparsed. Default: ${DEFAULT-VALUE}")
    int limit = 50;

    @Parameters(
            paramLabel = "FILE|LINE",
            description = "Files, plain or compressed by gzip, xz, zstd or bzip2, lines in quotes, or - for standard "
                    + "input, which is also the default.")
    List<String> inputs = List.of("-");

    private final KindCounts kinds = new KindCounts();
    private final LogCounts bytes = new LogCounts();
    private ParserSettings settings;
    private ProgressBar progress;

    @Override
    public Integer call() throws IOException {
        settings = new ParserSettings(zone, Postern.CLOCK, "localhost");
        try {
            List<Format> known = formats.read();
            settings = settings.with(() -> known);
        } catch (FormatsRefusedException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return check ? Exit.NEGATIVE : Exit.USAGE;
        }
        if (check) {
            return checked();
        }
        List<Input> logs = inputs.stream().map(this::input).toList();
        PrintWriter err = spec.commandLine().getErr();
        progress = new ProgressBar(err, ProgressBar.isTerminal(), size(logs), System::nanoTime);
        try (ReadingSink sink = sink()) {
            long lines = 0;
            for (Input input : logs) {
                if (input.isLine()) {
                    lines = read(input.log(), null, lines, sink);
                } else {
                    read(input.log(), logs.size() > 1 ? input.log().name() : null, 0, sink);
                }
            }
            progress.clear();
        }
        if (!logs.stream().allMatch(Input::isLine)) {
            err.println(kinds);
        }
        return Exit.DONE;
    }

    private int checked() {
        if (!formats.isGiven()) {
            throw new ParameterException(spec.commandLine(), "--check needs --formats");
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: right, formats: %s%n",
                        formats.path,
                        settings.operatorFormats().get().stream()
                                .map(format -> ((DefinedFormat) format).name())
                                .collect(Collectors.joining(", ")));
        return Exit.DONE;
    }

    private ReadingSink sink() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (wanted.unparsed) {
            return new UnparsedLines(out, spec.commandLine().getErr(), output.shape, limit, settings);
        }
        Explanation explanation = Explanation.to(out, output.shape);
        return wanted.failures ? new FailuresOnly(explanation) : explanation;
    }

    /// @param isLine given on the command line itself
    private record Input(LogInput log, boolean isLine) {}

    private Input input(String argument) {
        if (argument.equals("-")) {
            return new Input(new LogInput.OfStream(System.in, Postern.CLOCK.instant()), false);
        }
        if (looksLikeALine(argument)) {
            InputStream line = new ByteArrayInputStream(argument.getBytes(StandardCharsets.UTF_8));
            return new Input(new LogInput.OfStream(line, Postern.CLOCK.instant()), true);
        }
        Path file = Path.of(argument);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            String why = Files.notExists(file)
                    ? "no such file, and too short for a log line"
                    : Files.isDirectory(file) ? "a directory" : "permission denied";
            throw new ParameterException(spec.commandLine(), argument + ": " + why);
        }
        return new Input(new LogInput.OfFile(file), false);
    }

    private static boolean looksLikeALine(String input) {
        return input.indexOf(' ') > 0 && !Files.exists(Path.of(input.replace("\0", "")));
    }

    /// -1 when nobody knows.
    private static long size(List<Input> logs) throws IOException {
        long size = 0;
        for (Input input : logs) {
            size = size >= 0 && input.log() instanceof LogInput.OfFile file ? size + Files.size(file.path()) : -1;
        }
        return size;
    }

    /// @param before the number of the line before the first
    /// @return that of the last: lines given on the command line are numbered on
    private long read(LogInput log, String file, long before, ReadingSink sink) throws IOException {
        Instant written = year == null ? log.written() : endOf(year);
        AtomicLong number = new AtomicLong(before);
        try (InputStream in =
                new FlushBeforeWaiting(log.open(bytes), spec.commandLine().getOut())) {
            new WholeLog(() -> parser(written)).read(in, (raw, from, to, reading) -> {
                kinds.add(reading);
                sink.take(new ReadingSink.Said(file, number.incrementAndGet(), raw, from, to, reading));
                if (kinds.lines() % TICK == 0) {
                    progress.show(bytes.bytes(), kinds.lines());
                }
            });
        }
        return number.get();
    }

    /// A stamp may be up to a day ahead of the moment by which its year is told.
    private Instant endOf(Year last) {
        return last.plusYears(1)
                .atDay(1)
                .atStartOfDay(zone)
                .toInstant()
                .minus(Duration.ofDays(1))
                .minusSeconds(1);
    }

    private LineParser parser(Instant written) {
        LineParser parser = new LineParser(settings);
        parser.writtenUntil(written);
        return parser;
    }
}
