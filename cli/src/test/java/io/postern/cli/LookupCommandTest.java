package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupCommandTest {

    private static final String ANSWER = """
            {"profile":{"v":1,"client":"203.0.113.7","asOf":"2026-01-15T12:00:00Z",
              "reverse":{"status":"ok","name":"mail.\\u001b[31mexample.org","forward":"mismatch"},
              "place":{"status":"ok","country":"DE","city":"Munich","latitude":48.1,"longitude":11.6},
              "origin":{"status":"ok","asn":64496,"organisation":"Example Carrier"},
              "registration":{"status":"ok","network":"203.0.113.0/24","netName":"EXAMPLE-NET","source":"rdap.example.org"}},
             "databases":[{"file":"/a.mmdb","type":"DBIP-City-Lite","builtAt":"2026-01-01T00:00:00Z",
               "attribution":"IP Geolocation by DB-IP","link":"https://db-ip.com"}]}""";

    @Test
    void theRunningPosternIsAskedAndItsAnswerMadeSafeForATerminal() throws IOException {
        AtomicReference<String> asked = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI().toString());
            byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();

            Console table = Console.run("lookup", "--url", url, "--refresh", "203.0.113.7");

            assertThat(table.exit()).isEqualTo(Exit.DONE);
            assertThat(asked).hasValue("/api/v1/lookup/203.0.113.7?refresh=true");
            assertThat(table.out())
                    .contains("mismatch", "AS64496  Example Carrier", "EXAMPLE-NET", "https://db-ip.com")
                    .doesNotContain("\u001b");
            Console ipinfo = Console.run("lookup", "--url", url, "--ipinfo", "203.0.113.7");
            assertThat(PosternApi.JSON.readTree(ipinfo.out())).isEqualTo(PosternApi.JSON.readTree("""
                            {"ip":"203.0.113.7","country_code":"DE","asn":"64496","aso":"Example Carrier"}"""));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void withoutARunningPosternItIsLookedUpFromHere() throws IOException {
        Console direct = Console.run("lookup", "--direct", "--no-dns", "--no-registries", "-o", "json", "192.168.1.9");

        assertThat(direct.exit()).isEqualTo(Exit.DONE);
        JsonNode profile = PosternApi.JSON.readTree(direct.out()).path("profile");
        assertThat(profile.path("label").asText()).startsWith("private use");
        assertThat(profile.path("reverse").path("status").asText()).isEqualTo("not_asked");
        assertThat(profile.path("place").path("status").asText()).isEqualTo("no_database");
        assertThat(profile.has("registration")).isFalse();
    }

    @Test
    void whatIsNoAddressIsNamed() {
        Console wrong = Console.run("lookup", "--direct", "example.org");

        assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err()).contains("example.org: not an IP address");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed(@TempDir Path directory) {
        Path missing = directory.resolve("missing.mmdb");

        Console wrong = Console.run("lookup", "--direct", "--no-dns", "--database", missing.toString(), "192.168.1.9");

        assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err()).contains(missing + ": there is no such file");
    }

    @Test
    void nobodyThereIsSaid() {
        assertThat(Console.run("lookup", "--url", "http://127.0.0.1:1", "203.0.113.7")
                        .exit())
                .isEqualTo(Exit.UNREACHABLE);
    }
}
