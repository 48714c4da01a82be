package io.postern.collector;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Settings for a test: short times, everything in one directory, and what the test adds.
final class Given {

    private Given() {}

    static CollectorConfig of(Path directory, List<Path> logs) {
        return of(directory, Map.of("files", logs.stream().map(Path::toString).collect(Collectors.joining(","))));
    }

    /// @param more keys without `postern.collector.`
    static CollectorConfig of(Path directory, Map<String, String> more) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "state-directory", directory.resolve("state").toString(),
                "host", "mx1.example.org",
                "zone", "UTC",
                "poll-interval", "PT0.02S",
                "heartbeat", "PT0.2S",
                "rotation-patience", "PT0.2S",
                "max-in-flight", "256",
                "refusal-message", ""));
        keys.putAll(more);
        return settings(CollectorConfig.class, "postern.collector.", keys);
    }

    /// @param keys without `postern.collector.enforce.`; none for a collector that does not enforce
    static EnforceConfig enforcing(Map<String, String> keys) {
        return settings(EnforceConfig.class, "postern.collector.enforce.", keys);
    }

    private static <T> T settings(Class<T> type, String prefix, Map<String, String> keys) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(type)
                .withSources(new PropertiesConfigSource(
                        keys.entrySet().stream()
                                .collect(Collectors.toMap(key -> prefix + key.getKey(), Map.Entry::getValue)),
                        "test",
                        500))
                .build()
                .getConfigMapping(type);
    }
}
