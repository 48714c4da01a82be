package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The reporter's REST API, read by the command line as by anyone else.
final class PosternApi {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    PosternApi(URI base) {
        this.base = base;
    }

    URI at(String path) {
        return base.resolve(path);
    }

    /// @throws UnreachableException when nobody answers, or answers with an error
    JsonNode json(String path) {
        try {
            return JSON.readTree(text(path, "application/json"));
        } catch (IOException e) {
            throw new UnreachableException(at(path) + " did not answer with JSON", e);
        }
    }

    String text(String path, String accept) {
        return send(HttpRequest.newBuilder(at(path)).header("Accept", accept), 200);
    }

    /// Sends a document and returns the answer.
    ///
    /// @param token of an operator; null or empty for none
    /// @throws UnreachableException when nobody answers, or answers with an error
    JsonNode post(String path, JsonNode body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (token != null && !token.isBlank()) {
            request.header("Authorization", "Bearer " + token.strip());
        }
        try {
            return JSON.readTree(send(request, 202));
        } catch (IOException e) {
            throw new UnreachableException(at(path) + " did not answer with JSON", e);
        }
    }

    private String send(HttpRequest.Builder asked, int expected) {
        HttpRequest request = asked.timeout(PATIENCE).build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            int status = response.statusCode();
            if (status == 400 || status == 403) {
                throw new RefusedException(problem(response.body()));
            }
            if (status != expected) {
                throw new UnreachableException(
                        request.uri() + " answered " + status + ": " + problem(response.body()), null);
            }
            return response.body();
        } catch (IOException e) {
            throw new UnreachableException(
                    "no Postern answers at " + base + "; start one with `postern up` or name it with --url", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while asking " + base, e);
        }
    }

    /// The sentence of an RFC 9457 problem, or the beginning of whatever came instead.
    private static String problem(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String detail = problem.path("detail").asText(problem.path("title").asText(""));
            return detail.isEmpty() ? "no explanation" : detail;
        } catch (IOException notJson) {
            return body.substring(0, Math.min(body.length(), 200)).strip();
        }
    }
}
