package io.postern.policy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.policy.lists.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Fetches the lists that others keep, and keeps the last good copy of each: what cannot be fetched or read changes
/// nothing. Used by one thread.
final class FeedsClient {

    private static final Logger LOG = Logger.getLogger(FeedsClient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path copies;
    private final MeterRegistry registry;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final Map<String, Instant> tried = new HashMap<>();
    private final Set<String> measured = new HashSet<>();

    /// @param copies the directory of the copies
    FeedsClient(Path copies, MeterRegistry registry) {
        this.copies = copies;
        this.registry = registry;
    }

    /// Fetches what is due.
    void refresh(List<Feed> feeds, Instant now) {
        for (Feed feed : feeds) {
            if (measured.add(feed.name())) {
                Gauge.builder(
                                "postern.policy.feed.copied",
                                () -> copied(feed)
                                        .map(time -> (double) time.getEpochSecond())
                                        .orElse(0.0))
                        .description("When the copy in use was made, seconds since 1970; 0 when there is none")
                        .tag("feed", feed.name())
                        .register(registry);
            }
            if (feed.isDue(now, copied(feed).orElse(null), tried.get(feed.name()))) {
                tried.put(feed.name(), now);
                Optional<String> why = refresh(feed, now);
                registry.counter(
                                "postern.policy.feed.refreshes",
                                "feed",
                                feed.name(),
                                "result",
                                why.isEmpty() ? "taken" : "refused")
                        .increment();
                why.ifPresent(text -> LOG.warnf(
                        "a feed was not refreshed, its last good copy stays feed=%s from=%s why=%s",
                        feed.name(), feed.from(), text));
            }
        }
    }

    private Optional<String> refresh(Feed feed, Instant now) {
        try {
            byte[] bytes = fetch(feed);
            if (bytes.length > feed.most()) {
                return Optional.of("is larger than " + feed.most() + " bytes");
            }
            Optional<String> refusal = feed.refusal(new String(bytes, StandardCharsets.UTF_8));
            if (refusal.isEmpty()) {
                keep(feed, bytes, now);
            }
            return refusal;
        } catch (IOException e) {
            return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /// At most one byte more than allowed.
    private byte[] fetch(Feed feed) throws IOException, InterruptedException {
        if (feed.from().getScheme().equals("file")) {
            try (InputStream file = Files.newInputStream(Path.of(feed.from()))) {
                return file.readNBytes(feed.most() + 1);
            }
        }
        HttpRequest request = HttpRequest.newBuilder(feed.from())
                .timeout(PATIENCE)
                .header("User-Agent", "postern")
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("answered " + response.statusCode());
            }
            return body.readNBytes(feed.most() + 1);
        }
    }

    /// Whoever reads it sees the old one or the new one.
    private void keep(Feed feed, byte[] bytes, Instant now) throws IOException {
        Files.createDirectories(copies);
        Path copy = copies.resolve(feed.name());
        Path fresh = Files.write(copies.resolve(feed.name() + ".new"), bytes);
        Files.setLastModifiedTime(fresh, FileTime.from(now));
        Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        LOG.infof("a feed was refreshed feed=%s bytes=%d", feed.name(), bytes.length);
    }

    private Optional<Instant> copied(Feed feed) {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(copies.resolve(feed.name())).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.debugf("the age of a feed's copy cannot be told feed=%s why=%s", feed.name(), e.getMessage());
            return Optional.empty();
        }
    }
}
