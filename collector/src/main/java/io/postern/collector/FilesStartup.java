package io.postern.collector;

import io.postern.collector.following.FileSource;
import io.postern.collector.following.PatternSource;
import io.postern.collector.following.Place;
import io.postern.collector.following.Start;
import io.postern.collector.shipping.LineShipping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Opens the files to follow: those that are named, and those that match a pattern, whenever they come.
final class FilesStartup implements FollowedLogs.Changes {

    /// In the place of a path: standard input.
    private static final Path STANDARD_INPUT = Path.of("-");

    private final CollectorConfig config;
    private final CollectorMetrics metrics;
    private final Map<String, Place> saved;
    private final Function<String, LineShipping> shipping;
    private final LongSupplier nanoTime;
    private Start start;

    FilesStartup(
            CollectorConfig config,
            CollectorMetrics metrics,
            Map<String, Place> saved,
            Function<String, LineShipping> shipping,
            LongSupplier nanoTime) {
        this.config = config;
        this.metrics = metrics;
        this.saved = new HashMap<>(saved);
        this.shipping = shipping;
        this.nanoTime = nanoTime;
        this.start = config.startAt();
    }

    static boolean isWanted(CollectorConfig config) {
        return !files(config).isEmpty();
    }

    static boolean readsStandardInput(CollectorConfig config) {
        return config.files().orElse(List.of()).contains(STANDARD_INPUT);
    }

    /// What is remembered of files that are no more, without those.
    static Map<String, Place> existing(Map<String, Place> saved, CollectorConfig config) {
        List<Path> named = files(config);
        Map<String, Place> existing = new HashMap<>(saved);
        existing.keySet()
                .removeIf(name ->
                        name.startsWith("/") && !named.contains(Path.of(name)) && Files.notExists(Path.of(name)));
        return existing;
    }

    List<FollowedLog> sources() {
        return files(config).stream()
                .map(file -> PatternSource.isPattern(file) ? pattern(file) : open(file))
                .toList();
    }

    /// A file that comes later is new, wherever the others were begun.
    void started() {
        start = Start.BEGINNING;
    }

    @Override
    public FollowedLog open(Path file) {
        LineShipping ships = shipping.apply(file.toString());
        FileSource.Settings following = new FileSource.Settings(maxLine(), start, config.rotationPatience());
        Place remembered = saved.getOrDefault(file.toString(), Place.NONE);
        return new FollowedLog(new FileSource(file, remembered.files(), ships, following, nanoTime), ships);
    }

    @Override
    public void came(FollowedLog log) {
        metrics.watch(log);
    }

    @Override
    public void gone(FollowedLog log) {
        metrics.forget(log);
        saved.remove(log.name());
    }

    private FollowedLog pattern(Path pattern) {
        return new FollowedLog(new PatternSource(pattern, nanoTime), shipping.apply(pattern.toString()));
    }

    private int maxLine() {
        return Math.toIntExact(config.maxLine().asLongValue());
    }

    private static List<Path> files(CollectorConfig config) {
        return config.files().orElse(List.of()).stream()
                .filter(file -> !file.equals(STANDARD_INPUT))
                .map(file -> file.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }
}
