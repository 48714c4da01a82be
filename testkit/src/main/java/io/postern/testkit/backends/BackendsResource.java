package io.postern.testkit.backends;

import io.postern.backends.Address;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Back ends for a Quarkus test, as its configuration.
///
/// ```java
/// @QuarkusTestResource(
///         value = BackendsResource.class,
///         initArgs = @ResourceArg(name = "backends", value = "kafka,redis"))
/// ```
///
/// `backends` lists what the test needs (default: all three); `datasources` the names of the data sources that lead to
/// PostgreSQL (default: `report`).
public final class BackendsResource implements QuarkusTestResourceLifecycleManager {
    private List<String> backends = List.of("kafka", "postgres", "redis");
    private List<String> datasources = List.of("report");

    @Override
    public void init(Map<String, String> arguments) {
        backends = names(arguments, "backends", backends);
        datasources = names(arguments, "datasources", datasources);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(Map.of("quarkus.devservices.enabled", "false"));
        for (String name : backends) {
            switch (name) {
                case "kafka" ->
                    config.put("kafka.bootstrap.servers", TestBackends.kafka().bootstrapServers());
                case "redis" ->
                    config.put("quarkus.redis.hosts", TestBackends.redis().url());
                case "postgres" ->
                    datasources.forEach(datasource ->
                            config.putAll(datasource("quarkus.datasource." + datasource, TestBackends.postgres())));
                default -> throw new IllegalArgumentException("no back end is called " + name);
            }
        }
        return config;
    }

    @Override
    public void stop() {
        // they are shared by the tests of this JVM and end with it
    }

    private static Map<String, String> datasource(String prefix, Address.Postgres postgres) {
        return Map.of(
                prefix + ".jdbc.url", postgres.jdbcUrl(),
                prefix + ".reactive.url", postgres.reactiveUrl(),
                prefix + ".username", postgres.user(),
                prefix + ".password", postgres.password());
    }

    private static List<String> names(Map<String, String> arguments, String key, List<String> usual) {
        return arguments.containsKey(key) ? List.of(arguments.get(key).strip().split("\\s*,\\s*")) : usual;
    }
}
