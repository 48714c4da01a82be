package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that change something, against a reporter that only takes notes.
class CommandsCommandTest {

    private final List<JsonNode> sent = new ArrayList<>();
    private HttpServer server;
    private int status = 202;
    private String posted = "{\"id\":\"i\",\"commands\":1}";
    private String asked = "{\"commands\":[]}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aBanTellsWhoWhyAndHowLong() {
        Console ban = run("ban", "--for", "2h", "--reason", "why not", "203.0.113.7", "2001:db8::/48");

        assertThat(ban.exit()).isEqualTo(Exit.DONE);
        assertThat(ban.err()).contains("2 sent");
        assertThat(sent).singleElement().satisfies(order -> {
            assertThat(order.path("order").asText()).isEqualTo("ban");
            assertThat(order.path("for").asText()).isEqualTo("PT2H");
            assertThat(order.path("reason").asText()).isEqualTo("why not");
            assertThat(order.path("author").asText()).isEqualTo(System.getProperty("user.name"));
            assertThat(order.path("targets").toString()).isEqualTo("[\"203.0.113.7/32\",\"2001:db8::/48\"]");
        });
    }

    @Test
    void waitingTellsWhatBecameOfItAndARefusalIsANegativeAnswer() {
        asked = """
                {"commands":[{"target":"203.0.113.7","result":"refused","words":"own address of mx1"}]}""";

        Console unban = run("unban", "--wait", "203.0.113.7");

        assertThat(unban.exit()).isEqualTo(Exit.NEGATIVE);
        assertThat(unban.out()).contains("203.0.113.7", "refused", "own address of mx1");
    }

    @Test
    void aDryRunSaysThatItIsOne() {
        asked = """
                {"commands":[{"target":"203.0.113.7","result":"accepted","words":"allowed"}]}""";

        Console allow = run("allow", "--dry-run", "203.0.113.7");

        assertThat(allow.exit()).isEqualTo(Exit.DONE);
        assertThat(allow.out()).contains("accepted (dry run)");
        assertThat(sent.getFirst().path("dryRun").asBoolean()).isTrue();
    }

    @Test
    void theOtherOrdersAreNamedAsTheReporterKnowsThem() {
        run("disallow", "203.0.113.7");
        run("mode", "simulate", "brute-force");
        run("mode", "file", "brute-force");

        assertThat(sent)
                .extracting(order -> order.path("order").asText() + " " + order.path("mode"))
                .containsExactly("disallow ", "set_mode \"simulate\"", "set_mode null");
    }

    @Test
    void whoMayNotIsTold() {
        status = 403;
        posted = "{\"detail\":\"Commands are taken from programs on this machine\"}";

        Console ban = run("ban", "203.0.113.7");

        assertThat(ban.exit()).isEqualTo(Exit.NEGATIVE);
        assertThat(ban.err()).contains("programs on this machine");
    }

    @Test
    void aDurationThatIsNoneIsNamed() {
        Console ban = run("ban", "--for", "2 hours", "203.0.113.7");

        assertThat(ban.exit()).isEqualTo(Exit.USAGE);
        assertThat(ban.err()).contains("--for: not a duration");
        assertThat(sent).isEmpty();
    }

    @Test
    void whatIsExportedCanBeImportedAndWhatHasEndedIsLeftOut(@TempDir Path directory) throws IOException {
        asked = """
                {"bans":[{"network":"203.0.113.7/32","until":"9000-01-01T00:00:00Z","reason":"3 failures"},
                 {"network":"203.0.113.8/32","until":"2020-01-01T00:00:00Z","reason":"old"}]}""";
        Path file = directory.resolve("bans");
        Files.writeString(file, run("bans", "export").out() + "# mine\n203.0.113.9 # spammer\n");

        Console bans = run("bans", "import", "--for", "1d", file.toString());

        assertThat(bans.exit()).isEqualTo(Exit.DONE);
        assertThat(sent)
                .extracting(order -> order.path("targets") + " " + order.path("reason"))
                .containsExactly("[\"203.0.113.7/32\"] \"3 failures\"", "[\"203.0.113.9/32\"] ");
    }

    @Test
    void oneWrongLineAndNothingIsSent(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("bans"), "203.0.113.7\nmail.example.org\n");

        Console bans = run("bans", "import", file.toString());

        assertThat(bans.exit()).isEqualTo(Exit.USAGE);
        assertThat(bans.err()).contains("bans:2: not an IP address: mail.example.org");
        assertThat(sent).isEmpty();
    }

    private Console run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                arguments[0].equals("bans") ? 2 : 1,
                List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort()));
        return Console.run(all.toArray(String[]::new));
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        if (post) {
            sent.add(PosternApi.JSON.readTree(exchange.getRequestBody()));
        }
        byte[] body = (post ? posted : asked).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(post ? status : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
