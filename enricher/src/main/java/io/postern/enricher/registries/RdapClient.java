package io.postern.enricher.registries;

import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks an RDAP server (RFC 9082, section 3.1.1: `ip/ADDRESS`). Redirects are followed a few times, never from TLS to
/// none, and never into our own network. Blocks; for virtual threads.
final class RdapClient implements AutoCloseable {

    /// @param server that gave it, after redirects
    record Answer(byte[] body, String server) {}

    private static final int MOST_REDIRECTS = 4;

    /// A server that says "later" without saying when.
    private static final Duration USUAL_WAIT = Duration.ofMinutes(1);

    private final Bounds bounds;
    private final HttpClient http;

    RdapClient(Bounds bounds) {
        this.bounds = bounds;
        this.http = HttpClient.newBuilder()
                .connectTimeout(bounds.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// @param server ends in a slash
    /// @throws RegistryException with what it came to instead
    Answer ask(URI server, Address client) throws RegistryException, InterruptedException {
        return get(server.resolve("ip/" + client), "application/rdap+json, application/json");
    }

    /// @throws RegistryException with what it came to instead
    Answer get(URI first, String accept) throws RegistryException, InterruptedException {
        URI uri = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<byte[]> response = send(uri, accept);
            switch (response.statusCode()) {
                case 200 -> {
                    return new Answer(response.body(), uri.getHost());
                }
                case 301, 302, 303, 307, 308 -> uri = target(uri, response);
                case 404 -> throw new RegistryException(Status.NOT_FOUND, "the registry knows no such network");
                case 429, 503 ->
                    throw new RegistryException(Status.RATE_LIMITED, "the registry asks us to wait", wait(response));
                default -> throw new RegistryException(Status.FAILED, "the registry answered " + response.statusCode());
            }
        }
        throw new RegistryException(Status.FAILED, "redirected again and again");
    }

    private HttpResponse<byte[]> send(URI uri, String accept) throws RegistryException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", accept)
                .header("User-Agent", "Postern")
                .timeout(bounds.answer())
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), bounds.most()));
        try {
            return sent.get(bounds.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new RegistryException(Status.TIMEOUT, "no answer in time");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof HttpTimeoutException
                    ? new RegistryException(Status.TIMEOUT, "no answer in time")
                    : new RegistryException(Status.FAILED, "no answer: " + name(cause));
        }
    }

    private static String name(Throwable cause) {
        return cause instanceof IOException ? cause.getClass().getSimpleName() : cause.toString();
    }

    private URI target(URI from, HttpResponse<?> response) throws RegistryException {
        URI target;
        try {
            target = from.resolve(response.headers().firstValue("Location").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new RegistryException(Status.FAILED, "redirected to what is no address");
        }
        boolean secure = "https".equals(target.getScheme());
        if (target.getHost() == null || !secure && !("http".equals(target.getScheme()) && sameScheme(from, target))) {
            throw new RegistryException(Status.FAILED, "redirected away from TLS, or nowhere");
        }
        if (!bounds.mayAskPrivate() && !target.getHost().equals(from.getHost())) {
            Hosts.checkPublic(target.getHost());
        }
        return target;
    }

    private static boolean sameScheme(URI from, URI target) {
        return from.getScheme().equals(target.getScheme());
    }

    /// `Retry-After` in seconds; as a date it is too rare to be read.
    private static Duration wait(HttpResponse<?> response) {
        Optional<String> seconds = response.headers().firstValue("Retry-After");
        return seconds.filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(USUAL_WAIT);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
