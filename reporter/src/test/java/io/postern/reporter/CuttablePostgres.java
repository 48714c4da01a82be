package io.postern.reporter;

import io.postern.backends.Address;
import io.postern.testkit.backends.TestBackends;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A real broker, and a real PostgreSQL behind a wire that a test can cut. It is cut when the application starts.
public final class CuttablePostgres implements QuarkusTestResourceLifecycleManager {

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private Address.Postgres postgres;
    private ServerSocket server;
    private int port;

    @Override
    public Map<String, String> start() {
        postgres = TestBackends.postgres();
        connected(true);
        port = server.getLocalPort();
        connected(false);
        String url = "postgresql://127.0.0.1:" + port + "/" + postgres.database();
        return Map.of(
                "kafka.bootstrap.servers",
                TestBackends.kafka().bootstrapServers(),
                "postern.reporter.retry-at-most",
                "PT1S",
                "quarkus.datasource.report.jdbc.url",
                "jdbc:" + url,
                "quarkus.datasource.report.reactive.url",
                url,
                "quarkus.datasource.report.username",
                postgres.user(),
                "quarkus.datasource.report.password",
                postgres.password());
    }

    /// Hands the test the switch: true connects, false cuts. A type of the JDK, since the test has another class
    /// loader.
    @Override
    public void inject(TestInjector injector) {
        Consumer<Boolean> wire = this::connected;
        injector.injectIntoFields(wire, new TestInjector.MatchesType(Consumer.class));
    }

    @Override
    public void stop() {
        connected(false);
    }

    private synchronized void connected(boolean connected) {
        try {
            if (connected) {
                server = new ServerSocket();
                server.setReuseAddress(true);
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                ServerSocket accepting = server;
                Thread.ofVirtual().start(() -> accept(accepting));
            } else {
                server.close();
                for (Socket socket : open) {
                    socket.close();
                }
                open.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket accepting) {
        try {
            while (true) {
                Socket client = accepting.accept();
                Socket upstream = new Socket(postgres.host(), postgres.port());
                open.add(client);
                open.add(upstream);
                Thread.ofVirtual().start(() -> pipe(client, upstream));
                Thread.ofVirtual().start(() -> pipe(upstream, client));
            }
        } catch (IOException e) {
            // cut
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // cut
        }
    }
}
