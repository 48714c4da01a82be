package io.postern.backends;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Redis from its binary, on 127.0.0.1 only, with a password made up at the first start.
final class EmbeddedRedis {
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    private EmbeddedRedis() {}

    static Running start(Path directory, int preferredPort) throws IOException, InterruptedException {
        Path data = Files.createDirectories(directory.resolve("data"));
        Path program = Binaries.redisServer(directory.resolveSibling("programs"));
        String password = Secret.keptIn(directory.resolve("password"));
        int port = Ports.remembered(directory.resolve("port"), preferredPort);
        Path configuration = directory.resolve("redis.conf");
        Secret.write(configuration, configuration(data, port, password));
        GuardedProcess process = GuardedProcess.start(new GuardedProcess.Program(
                BackEnd.REDIS.label(),
                List.of(program.toString(), configuration.toString()),
                directory.resolveSibling("logs"),
                "TERM",
                STOPS_WITHIN));
        process.awaitReady(READY_WITHIN, () -> answers(port, password));
        return new Running.Child(new Address.Redis("redis://:" + password + "@127.0.0.1:" + port), process);
    }

    /// Caches only: the oldest entries go first, and the log of changes is enough to keep the rest over a crash.
    private static String configuration(Path data, int port, String password) {
        return String.join(
                "\n",
                "bind 127.0.0.1",
                "protected-mode yes",
                "port " + port,
                "requirepass " + password,
                "dir \"" + data + "\"",
                "save \"\"",
                "appendonly yes",
                "maxmemory 64mb",
                "maxmemory-policy allkeys-lru",
                "loglevel warning",
                "");
    }

    private static boolean answers(int port, String password) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String question = "AUTH " + password + "\r\nPING\r\nQUIT\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains("+PONG");
        } catch (ConnectException e) {
            return false; // not listening yet
        }
    }
}
