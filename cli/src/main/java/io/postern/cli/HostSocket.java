package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Option;

/// The collector on this host, asked over its own socket: no network, no Kafka, nothing else has to work.
final class HostSocket {

    private static final int PATIENCE_SECONDS = 30;
    private static final int LONGEST = 64 << 20;

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            defaultValue = "${env:POSTERN_AGENT_SOCKET:-/run/postern/agent.sock}",
            description =
                    "The collector's socket (postern.collector.enforce.socket). Default: POSTERN_AGENT_SOCKET, else "
                            + "/run/postern/agent.sock")
    Path path;

    /// @throws UnreachableException saying why and what to do
    /// @throws IllegalArgumentException with the collector's own words, when it refuses
    JsonNode ask(JsonNode request) throws IOException {
        AtomicBoolean tooLate = new AtomicBoolean();
        try (SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> {
                        tooLate.set(true);
                        close(agent);
                    });
            agent.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            JsonNode answer =
                    PosternApi.JSON.readTree(Channels.newInputStream(agent).readNBytes(LONGEST));
            if (answer.has("error")) {
                throw new IllegalArgumentException(answer.get("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new UnreachableException(
                    path + ": " + (tooLate.get() ? "no answer within " + PATIENCE_SECONDS + " s" : why(e)), e);
        }
    }

    private String why(IOException e) {
        if (Files.notExists(path)) {
            return "there is no collector that enforces on this host (systemctl status postern-agent)";
        }
        return e instanceof AccessDeniedException || !Files.isWritable(path)
                ? "only root may ask; try again with sudo"
                : "the collector does not answer (" + e.getMessage() + ")";
    }

    private static void close(SocketChannel agent) {
        try {
            agent.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
