package io.postern.enricher;

import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.backends.Trees;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The address of a broker and of a Redis that are not there; the broker can come later.
public final class AbsentBroker implements QuarkusTestResourceLifecycleManager {

    private int port;
    private Path directory;
    private Backends backends;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("postern-enricher");
            port = freePort();
            return Map.of(
                    "kafka.bootstrap.servers",
                    "127.0.0.1:" + port,
                    "quarkus.redis.hosts",
                    "redis://127.0.0.1:" + freePort(),
                    "quarkus.http.test-port",
                    "0",
                    "postern.enricher.reverse-dns.enabled",
                    "false",
                    "postern.enricher.registries.enabled",
                    "false",
                    "postern.enricher.poison-limit",
                    "3");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String comes() throws IOException, InterruptedException {
        backends = Backends.start(
                Backends.Plan.once(directory.resolve("backends")).with(BackEnd.KAFKA, new Source.Embedded(port)));
        return backends.kafka().bootstrapServers();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(AbsentBroker.class));
    }

    @Override
    public void stop() {
        try {
            if (backends != null) {
                backends.close();
            }
            Trees.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
