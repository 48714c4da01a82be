package io.postern.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Whole processes reading one log, Postern's beside those of Debian's packages: prints a table in Markdown.
///
/// All take turns, round after round, so that what else the machine does hits each of them; the median of the rounds
/// counts, and ratios are within the run. What is not installed is left out.
final class SideBySide {

    /// Through a pipe: GNU grep ends with the first line it finds when nobody can see what it prints.
    private static final String GREP = "grep -c 'auth failed' LOG | cat";

    /// Name, command, and the first word's file where it must be for the tool to be installed.
    private record Tool(String name, String command, String installed) {
        private boolean isThere() {
            return Files.isExecutable(Path.of(installed));
        }
    }

    private record Run(double seconds, long peakKilobytes) {}

    private SideBySide() {}

    /// Arguments: the log, how many rounds (5 unless given), and `crowdsec=COMMAND` to run it as well.
    public static void main(String[] args) throws IOException, InterruptedException {
        Path log = Path.of(args[0]).toAbsolutePath();
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        List<Tool> tools =
                new ArrayList<>(tools().stream().filter(Tool::isThere).toList());
        if (args.length > 2) {
            tools.add(new Tool("crowdsec", args[2].substring("crowdsec=".length()), "/bin/sh"));
        }
        Run[][] runs = new Run[tools.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < tools.size(); i++) {
                runs[i][round] = run(tools.get(i).command.replace("LOG", log.toString()));
            }
        }
        print(tools, runs, Files.size(log));
    }

    private static List<Tool> tools() {
        String parser = System.getProperty("postern.parser");
        String postern = Path.of(System.getProperty("postern.home"), "postern").toString();
        return List.of(
                new Tool("grep -c 'auth failed'", GREP, "/usr/bin/grep"),
                new Tool("Postern, every line by every parser", parser + " LOG", "/bin/sh"),
                new Tool(
                        "postern explain --failures",
                        "POSTERN_BUILD=never " + postern + " explain --failures LOG",
                        postern),
                new Tool(
                        "sshguard's parser",
                        "/usr/libexec/sshguard/sshg-parser < LOG",
                        "/usr/libexec/sshguard/sshg-parser"),
                new Tool("pflogsumm", "/usr/sbin/pflogsumm LOG", "/usr/sbin/pflogsumm"),
                new Tool(
                        "fail2ban-regex, postfix[mode=auth]",
                        "/usr/bin/fail2ban-regex LOG 'postfix[mode=auth]'",
                        "/usr/bin/fail2ban-regex"),
                new Tool("fail2ban-regex, dovecot", "/usr/bin/fail2ban-regex LOG dovecot", "/usr/bin/fail2ban-regex"));
    }

    private static Run run(String command) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder("/bin/sh", "-c", command + " > /dev/null")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long peak = 0;
        while (!process.waitFor(java.time.Duration.ofMillis(5))) {
            peak = Math.max(peak, peakOf(process.toHandle()));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException("exit " + process.exitValue() + ": " + command);
        }
        return new Run(seconds, peak);
    }

    /// Of the process and what it started: a shell may stand before the tool.
    private static long peakOf(ProcessHandle process) {
        long own = Resident.peak(process.pid());
        return process.descendants()
                .mapToLong(child -> Resident.peak(child.pid()))
                .reduce(own, Math::max);
    }

    private static void print(List<Tool> tools, Run[][] runs, long bytes) {
        double grep = median(runs[0]);
        double postern = median(runs[1]);
        System.out.printf(Locale.ROOT, "%,d bytes, median of %d rounds%n%n", bytes, runs[0].length);
        System.out.println("| whole process | seconds | times grep | times Postern | peak MiB |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (int i = 0; i < runs.length; i++) {
            double seconds = median(runs[i]);
            long peak =
                    Arrays.stream(runs[i]).mapToLong(Run::peakKilobytes).max().orElse(0) / 1024;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.1f | %.2f | %d |%n",
                    tools.get(i).name,
                    seconds,
                    seconds / grep,
                    seconds / postern,
                    peak);
        }
    }

    private static double median(Run[] runs) {
        return Arrays.stream(runs).mapToDouble(Run::seconds).sorted().toArray()[runs.length / 2];
    }
}
