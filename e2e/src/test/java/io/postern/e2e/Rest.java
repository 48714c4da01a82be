package io.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Asks a running Postern over HTTP.
final class Rest {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;

    Rest(URI base) {
        this.base = base;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body().isEmpty() ? "null" : response.body());
    }

    /// The bans in force with the time of their end, by network.
    SortedMap<String, String> bans() throws IOException, InterruptedException {
        SortedMap<String, String> bans = new TreeMap<>();
        for (JsonNode ban : json("/api/v1/bans?limit=1000").path("bans")) {
            bans.put(ban.path("network").asText(), ban.path("until").asText());
        }
        return bans;
    }

    /// Asks until the answer will do; the last one that would not is in the error.
    JsonNode await(Duration limit, String path, Predicate<JsonNode> enough) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Object last = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                JsonNode answer = json(path);
                if (enough.test(answer)) {
                    return answer;
                }
                last = answer;
            } catch (IOException e) {
                last = e; // it may be starting, or killed for the test's sake
            }
            Thread.sleep(Duration.ofMillis(200));
        }
        throw new AssertionError("not within " + limit + ": " + path + " says " + last);
    }

    /// Waits until the collector has shipped so much of the file and the projections are at the end of every topic.
    JsonNode settled(Duration limit, String file, long bytes, long attempts) throws InterruptedException {
        return await(
                limit,
                "/api/v1/status",
                status -> status.path("settled").asBoolean()
                        && status.path("counts").path("attempts").asLong() >= attempts
                        && shipped(status, file) >= bytes);
    }

    private static long shipped(JsonNode status, String file) {
        for (JsonNode host : status.path("hosts")) {
            for (JsonNode source : host.path("sources")) {
                if (source.path("name").asText().equals(file)) {
                    return source.path("position").asLong();
                }
            }
        }
        return -1;
    }
}
