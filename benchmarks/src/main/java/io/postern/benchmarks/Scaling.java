package io.postern.benchmarks;

import io.postern.collector.formats.LineParser;
import io.postern.collector.formats.operator.FormatsRefusedException;
import io.postern.collector.formats.operator.OperatorFormats;
import io.postern.collector.parsing.ParserSettings;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a line costs one thread: with more lines, with more hosts that write them, with more formats of an operator.
/// Flat means linear. Prints tables in Markdown and draws them.
final class Scaling {

    private static final int[] LINES = {125_000, 250_000, 500_000, 1_000_000};
    private static final int[] HOSTS = {1, 4, 16, 64};
    private static final int[] FORMATS = {0, 10, 25, 50};
    private static final int SOME_LINES = 250_000;
    private static final int ROUNDS = 5;

    private record Case(String label, byte[] log, int lines, ParserSettings settings) {}

    private Scaling() {}

    /// Arguments: a log of a million lines, and where to draw (scaling.svg unless given).
    public static void main(String[] args) throws IOException, FormatsRefusedException {
        Path log = Path.of(args[0]);
        List<Chart.Panel> panels = List.of(
                measure("lines", byLines(log)),
                measure("hosts", byHosts(log)),
                measure("formats of an operator", byFormats(log)));
        Path drawing = Path.of(args.length > 1 ? args[1] : "scaling.svg");
        Files.writeString(drawing, Chart.of("nanoseconds of processor time a line", panels));
        System.out.println("drawn: " + drawing.toAbsolutePath());
    }

    private static List<Case> byLines(Path log) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (int lines : LINES) {
            cases.add(new Case("%,d".formatted(lines), read(log, lines, 0), lines, settings()));
        }
        return cases;
    }

    private static List<Case> byHosts(Path log) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (int hosts : HOSTS) {
            cases.add(new Case(Integer.toString(hosts), read(log, SOME_LINES, hosts), SOME_LINES, settings()));
        }
        return cases;
    }

    /// All of them for programs that write every ninth line of the log, and none of them knows a line: so each is
    /// asked.
    private static List<Case> byFormats(Path log) throws IOException, FormatsRefusedException {
        List<Case> cases = new ArrayList<>();
        for (int formats : FORMATS) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < formats; i++) {
                text.append("format    own%d%n".formatted(i))
                        .append("program   sshd rspamd freshclam systemd CRON opendkim kernel\n")
                        .append("service   web\n")
                        .append("failed    own%d: login of (?P<user>.*) from (?P<client>\\S+) failed%n%n".formatted(i));
            }
            Path file = Files.writeString(Files.createTempFile("postern-benchmark", ".formats"), text);
            OperatorFormats own = OperatorFormats.open(file, System.nanoTime());
            ParserSettings settings = formats == 0 ? settings() : settings().with(own::current);
            cases.add(new Case(Integer.toString(formats), read(log, SOME_LINES, 0), SOME_LINES, settings));
        }
        return cases;
    }

    private static Chart.Panel measure(String what, List<Case> cases) {
        double[] best = new double[cases.size()];
        for (int round = 0; round < ROUNDS; round++) { // in turns, so that what else runs hits each of them
            for (int i = 0; i < best.length; i++) {
                double took = nanosALine(cases.get(i));
                best[i] = best[i] == 0 ? took : Math.min(best[i], took);
            }
        }
        System.out.println("| " + what + " | ns a line |");
        System.out.println("| --- | --- |");
        for (int i = 0; i < best.length; i++) {
            System.out.printf(Locale.ROOT, "| %s | %.0f |%n", cases.get(i).label(), best[i]);
        }
        System.out.println();
        return new Chart.Panel(what, cases.stream().map(Case::label).toList(), best);
    }

    private static double nanosALine(Case one) {
        LineParser parser = new LineParser(one.settings());
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int from = 0;
        for (int i = 0; i < one.log().length; i++) {
            if (one.log()[i] == '\n') {
                parser.read(one.log(), from, i);
                from = i + 1;
            }
        }
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / (double) one.lines();
    }

    private static ParserSettings settings() {
        return new ParserSettings(ZoneOffset.UTC, Clock.systemUTC(), "localhost");
    }

    /// @param hosts 0 leaves the names as they are; otherwise so many names take turns
    private static byte[] read(Path log, int lines, int hosts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(lines * 151);
        try (BufferedReader in = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (int i = 0; i < lines; i++) {
                String line = in.readLine();
                if (line == null) {
                    throw new IOException("fewer than " + lines + " lines: " + log);
                }
                String named = hosts == 0 ? line : line.replaceFirst(" mx[12] ", " mail%02d ".formatted(i % hosts));
                out.write(named.getBytes(StandardCharsets.ISO_8859_1));
                out.write('\n');
            }
        }
        return out.toByteArray();
    }
}
