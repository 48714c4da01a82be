package io.postern.e2e;

import io.postern.testkit.namespaces.Namespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// Debian's fail2ban on a host of its own: its filter for Dovecot, its action nftables for all ports of UDP, which is
/// what
/// the measurement sends; one line is enough.
final class Fail2ban implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Path directory;
    private final Path log;
    private final Namespace network = new Namespace();
    private Process server;

    Fail2ban(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory.resolve("fail2ban"));
        log = Files.createFile(this.directory.resolve("mail.log"));
        Path settings = this.directory.resolve("etc");
        network.run("cp", "-r", "/etc/fail2ban", settings.toString());
        network.run("sh", "-c", "rm -f " + settings.resolve("jail.d") + "/*");
        Files.writeString(settings.resolve("fail2ban.local"), """
                [Definition]
                logtarget = %1$s/log
                socket = %1$s/socket
                pidfile = %1$s/pid
                dbfile = %1$s/database
                """.formatted(this.directory));
        Files.writeString(settings.resolve("jail.local"), """
                [dovecot]
                enabled = true
                logpath = %s
                backend = auto
                maxretry = 1
                bantime = 1h
                banaction = nftables[type=allports, protocol=udp]
                action = %%(banaction)s
                """.formatted(log));
        start();
    }

    Namespace network() {
        return network;
    }

    void start() throws Exception {
        server = network.in(() -> new ProcessBuilder(
                        "fail2ban-server", "-f", "-c", directory.resolve("etc").toString(), "start")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start());
        Waiting.until(
                READY_WITHIN,
                "fail2ban is ready; see " + directory,
                () -> Files.exists(directory.resolve("log"))
                        && Files.readString(directory.resolve("log")).contains("Jail 'dovecot' started"));
    }

    void stop() throws Exception {
        server.destroy();
        server.waitFor();
        Files.delete(directory.resolve("log"));
    }

    void log(String lines) throws IOException {
        Files.write(log, lines.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws Exception {
        server.destroyForcibly().waitFor();
        network.close();
    }
}
