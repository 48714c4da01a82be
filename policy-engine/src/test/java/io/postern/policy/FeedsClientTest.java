package io.postern.policy;

import static io.postern.policy.Attempts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.policy.lists.ListsFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists that others keep, against a server on this machine.
class FeedsClientTest {

    private static final String DROP = """
            {"cidr":"203.0.113.0/24","sblid":"SBL1","rir":"apnic"}
            {"cidr":"198.51.100.0/24","sblid":"SBL2","rir":"ripencc"}
            {"type":"metadata","timestamp":1768478400,"size":2,"records":2}
            """;

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private HttpServer server;
    private int status = 200;
    private String answer = DROP;
    private int asked;
    private FeedsClient client;
    private ListsFolder lists;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked++;
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Files.writeString(directory.resolve("lists.yaml"), """
                version: 1
                lists:
                  - name: drop
                    kind: ip-networks
                    feed: http://127.0.0.1:%d/drop
                    format: drop-json
                    refresh: 12h
                    most-bytes: 1000
                """.formatted(
                        server.getAddress().getPort()));
        client = new FeedsClient(directory.resolve("copies"), meters);
        lists = ListsFolder.open(directory, directory.resolve("copies"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFeedIsFetchedOnceInItsTimeAndItsEntriesAreInForce() {
        refreshed(NOON);
        refreshed(NOON.plus(Duration.ofHours(11)));

        assertThat(asked).isOne();
        assertThat(lists.current().described()).containsExactly("drop (ip-networks, 2)");
        assertThat(meters.get("postern.policy.feed.copied")
                        .tag("feed", "drop")
                        .gauge()
                        .value())
                .isEqualTo(NOON.getEpochSecond());
        refreshed(NOON.plus(Duration.ofHours(12)));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void theLastGoodCopyStaysWhenTheNextIsNone() {
        refreshed(NOON);
        List<Runnable> failures = List.of(
                () -> status = 503,
                () -> answer = "<html>maintenance</html>",
                () -> answer = "",
                () -> answer = DROP + DROP.repeat(10),
                () -> answer = DROP.replace("198.51.100.0/24", "198.51.100.0/99"));

        for (int i = 0; i < failures.size(); i++) {
            status = 200;
            answer = DROP;
            failures.get(i).run();
            refreshed(NOON.plus(Duration.ofHours(13 + 2L * i)));
        }

        assertThat(asked).isEqualTo(6);
        assertThat(lists.current().described()).containsExactly("drop (ip-networks, 2)");
        assertThat(meters.counter("postern.policy.feed.refreshes", "feed", "drop", "result", "refused")
                        .count())
                .isEqualTo(5);
    }

    @Test
    void aServerThatIsAwayIsAskedAgainAfterAnHourAtTheEarliest() {
        status = 500;
        for (int minutes = 0; minutes < 120; minutes += 10) {
            refreshed(NOON.plus(Duration.ofMinutes(minutes)));
        }

        assertThat(asked).isEqualTo(2);
        assertThat(lists.current().described()).containsExactly("drop (ip-networks, 0)");
    }

    @Test
    void aFeedMayBeAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("others"), "203.0.113.0/24 somebody\n");
        Files.writeString(
                directory.resolve("lists.yaml"),
                "version: 1\nlists:\n  - {name: drop, kind: ip-networks, feed: '%s'}\n".formatted(file.toUri()));
        lists.poll();
        lists.poll();

        refreshed(NOON);

        assertThat(lists.current().described()).containsExactly("drop (ip-networks, 1)");
    }

    private void refreshed(Instant now) {
        client.refresh(lists.feeds(), now);
        lists.poll();
        lists.poll();
    }
}
