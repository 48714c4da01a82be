package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhyCommandTest {

    private static final String BANNED = """
            {"subject":"client:203.0.113.7","verdict":"banned","by":"brute-force","until":"2026-01-15T12:10:00Z",
             "lift":"postern unban 203.0.113.7/32",
             "bans":[{"network":"203.0.113.7/32","state":"IN_FORCE","from":"2026-01-15T12:00:00Z",
               "until":"2026-01-15T12:10:00Z","reason":"3 failures within 10m (limit 3), rule brute-force"}],
             "decisions":[{"at":"2026-01-15T12:00:00Z","subject":"client:203.0.113.7","rule":"brute-force",
               "effect":"banned","until":"2026-01-15T12:10:00Z","evidence":{"count":3,"limit":3,"withinSeconds":600}}],
             "attempts":[{"at":"2026-01-15T12:00:00Z","host":"mx1","service":"imap","client":"203.0.113.7",
               "account":"\\u001b[31mroot","outcome":"failed","origin":"/var/log/mail.log@17"}],
             "standing":[],"enforced":[{"host":"mx1","network":"203.0.113.7/32","enforcer":"nftables","kind":"applied",
               "at":"2026-01-15T12:00:01Z","words":"new"}]}""";

    private final ConcurrentMap<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().toString());
            byte[] body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tellsWhatDecidedOnWhatWhereAndHowToLiftIt() {
        answers.put("/api/v1/why?subject=203.0.113.7", BANNED);
        answers.put("/api/v1/counts?subject=client%3A203.0.113.7", """
                {"subject":"client:203.0.113.7","rules":[{"rule":"slow","mode":"enforce","soFar":3,"limit":20,
                 "withinSeconds":86400,"times":0}]}""");

        Console why = why("203.0.113.7");

        assertThat(why.exit()).isEqualTo(Exit.DONE);
        assertThat(why.out())
                .contains(
                        "client:203.0.113.7: banned by brute-force until 2026-01-15T12:10:00Z",
                        "to lift it: postern unban 203.0.113.7/32",
                        "3 failures within 10m",
                        "3 of 3",
                        "nftables",
                        "/var/log/mail.log@17",
                        "slow")
                .doesNotContain("\u001b");
    }

    @Test
    void tellsWhyNotAndDoesWithoutAnEngine() {
        answers.put("/api/v1/why?subject=ada%40example.org", """
                {"subject":"account:ada@example.org","verdict":"nothing","bans":[],"decisions":[],"attempts":[]}""");

        Console why = why("ada@example.org");

        assertThat(why.exit()).isEqualTo(Exit.NEGATIVE);
        assertThat(why.out()).contains("account:ada@example.org: nothing keeps it out");
        assertThat(why.err()).contains("how far the limits are is not known");
    }

    private Console why(String subject) {
        return Console.run(
                "why", "--url", "http://127.0.0.1:" + server.getAddress().getPort(), subject);
    }
}
