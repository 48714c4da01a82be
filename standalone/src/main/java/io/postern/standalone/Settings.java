package io.postern.standalone;

import io.postern.backends.Address;
import io.postern.backends.Backends;
import io.postern.backends.Secret;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The configuration file of one JVM: passwords stay off the command line, and people can see what a service was told.
final class Settings {
    /// Above the applications' own files, below environment variables: those still win.
    private static final String ORDINAL = "290";

    private Settings() {}

    static Path write(StackPlan plan, Backends backends, Service jvm) throws IOException {
        Map<String, String> all = new TreeMap<>(Map.of(
                "config_ordinal",
                ORDINAL,
                "kafka.bootstrap.servers",
                backends.kafka().bootstrapServers()));
        for (Service service : jvm.parts()) {
            all.putAll(own(plan, backends, service));
            all.putAll(plan.settings.get(service));
        }
        all.putAll(plan.settings.get(jvm));
        Properties properties = new Properties();
        properties.putAll(all);
        StringWriter text = new StringWriter();
        properties.store(text, "Written at every start; set environment variables to change something.");
        Path file = folder(plan, jvm).resolve("application.properties");
        Secret.write(file, text.toString());
        return file;
    }

    static Path folder(StackPlan plan, Service service) throws IOException {
        return Files.createDirectories(plan.directory.resolve(service.label()));
    }

    private static Map<String, String> own(StackPlan plan, Backends backends, Service service) throws IOException {
        String state = folder(plan, service).resolve("state").toString();
        return switch (service) {
            case COLLECTOR -> Map.of("postern.collector.state-directory", state);
            case ENRICHER -> Map.of("quarkus.redis.hosts", backends.redis().url());
            case POLICY_ENGINE ->
                Map.of(
                        "postern.policy.state-directory",
                        state,
                        "postern.policy.rules-directory",
                        Files.createDirectories(plan.directory.resolve("rules")).toString());
            case REPORTER -> datasource("quarkus.datasource.report", backends.postgres());
            case AUTH_API, ALL_IN_ONE -> Map.of();
        };
    }

    private static Map<String, String> datasource(String prefix, Address.Postgres postgres) {
        return Map.of(
                prefix + ".jdbc.url", postgres.jdbcUrl(),
                prefix + ".reactive.url", postgres.reactiveUrl(),
                prefix + ".username", postgres.user(),
                prefix + ".password", postgres.password());
    }
}
