package io.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command `./postern`, as a person runs it.
class LauncherE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    @Test
    void theDemonstrationBansWhomItsLogSays() throws Exception {
        Process demo = postern("demo", "--exit", "-o", "json");

        assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue())
                .as(Files.readString(directory.resolve("err")))
                .isZero();
        JsonNode result = Rest.JSON.readTree(directory.resolve("out").toFile());
        Set<String> banned = new TreeSet<>();
        result.path("banned").forEach(network -> banned.add(network.asText()));
        assertThat(banned).isEqualTo(expected());
        assertThat(result.path("asExpected").asBoolean()).isTrue();
    }

    @Test
    void anAddressIsLookedUpWithoutARunningPosternAndNothingElseIsSaid() throws Exception {
        Process lookup = postern("lookup", "--direct", "--no-registries", "-o", "json", "192.168.1.9");

        assertThat(lookup.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(lookup.exitValue()).isZero();
        JsonNode profile = Rest.JSON.readTree(directory.resolve("out").toFile()).path("profile");
        assertThat(profile.path("label").asText()).startsWith("private use");
        assertThat(directory.resolve("err")).isEmptyFile();
    }

    @Test
    void anInterruptedDemonstrationLeavesNothingBehind() throws Exception {
        Process demo = postern("demo");
        awaitText("err", "Overview: ", demo);
        Path data =
                Path.of(Files.readString(directory.resolve("err")).replaceAll("(?s).* fresh data in (\\S+)\n.*", "$1"));
        List<ProcessHandle> descendants = demo.descendants().toList();
        assertThat(data).isDirectory();

        demo.destroy();

        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        for (ProcessHandle descendant : descendants) {
            descendant.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(data).doesNotExist();
    }

    private void awaitText(String file, String text, Process process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(directory.resolve(file)).contains(text)) {
            assertThat(process.isAlive())
                    .as(Files.readString(directory.resolve(file)))
                    .isTrue();
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    /// Clients with three failures and the one network whose clients fail once each, counted here once more from the
    /// bundled log, which spans less than ten minutes: no clock, no windows.
    private static Set<String> expected() throws IOException {
        Pattern dovecot = Pattern.compile(
                "auth failed, (\\d+) attempts.*rip=(203\\.0\\.113\\.\\d+|198\\.[\\d.]+|2001:db8[:0-9a-f]*), lip=");
        Pattern postfix = Pattern.compile(
                "warning: \\w+\\[(203\\.0\\.113\\.\\d+|2001:db8:77:[:0-9a-f]*)]: SASL PLAIN authentication failed: \\(reason unavailable\\)");
        List<String> clients = new ArrayList<>();
        for (String line :
                Files.readAllLines(Home.PATH.resolve("cli/src/main/resources/io/postern/cli/demo/mail.log"))) {
            Matcher login = dovecot.matcher(line);
            Matcher sasl = postfix.matcher(line);
            if (login.find()) {
                for (int i = 0; i < Integer.parseInt(login.group(1)); i++) {
                    clients.add(login.group(2) + "/32");
                }
            } else if (sasl.find()) {
                clients.add(sasl.group(1) + "/32");
            }
        }
        Set<String> banned = new TreeSet<>();
        for (String client : clients) {
            if (clients.stream().filter(client::equals).count() >= 3) {
                banned.add(client);
            }
        }
        long rotating = clients.stream()
                .filter(client -> client.startsWith("2001:db8:77:"))
                .distinct()
                .count();
        assertThat(rotating).isGreaterThanOrEqualTo(8);
        banned.add("2001:db8:77::/64");
        return banned;
    }

    @Test
    void aKilledLauncherLeavesNoProcessAndItsDataServeTheNextStart() throws Exception {
        Path data = directory.resolve("my data"); // a blank is no reason to fail
        Path log = Files.createFile(directory.resolve("mail.log"));
        Process first = postern("up", "--data", data.toString(), "--log", log.toString());
        JsonNode running = stackOf(data, first);
        List<ProcessHandle> children = new ArrayList<>();
        running.path("parts")
                .forEach(part -> ProcessHandle.of(part.path("pid").asLong()).ifPresent(children::add));
        assertThat(children).hasSize(4);

        first.destroyForcibly().waitFor();

        for (ProcessHandle child : children) {
            child.onExit().get(30, TimeUnit.SECONDS);
        }
        Process second = postern("up", "--data", data.toString(), "--log", log.toString());
        stackOf(data, second);
        Process status = postern("status", "--data", data.toString(), "-o", "json");
        assertThat(status.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(status.exitValue())
                .as(Files.readString(directory.resolve("out")))
                .isZero();
        List<ProcessHandle> descendants = second.descendants().toList();
        second.destroy();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        for (ProcessHandle descendant : descendants) {
            descendant.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(data.resolve("stack.json")).doesNotExist();
    }

    private JsonNode stackOf(Path data, Process launcher) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            assertThat(launcher.isAlive())
                    .as(Files.readString(directory.resolve("err")))
                    .isTrue();
            Path file = data.resolve("stack.json");
            if (Files.exists(file)) {
                JsonNode stack = Rest.JSON.readTree(file.toFile());
                if (stack.path("pid").asLong() == launcher.pid()) {
                    return stack;
                }
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        throw new AssertionError("not ready in time: " + Files.readString(directory.resolve("err")));
    }

    /// The script replaces itself by the JVM, so the process is the launcher.
    private Process postern(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Home.PATH.resolve("postern").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("POSTERN_BUILD", "never");
        return builder.start();
    }
}
