package io.postern.testkit.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/reference/configuration.md says every key with its default; `-Dpostern.refresh=true` writes it anew.
class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/configuration.md");

    @Test
    void theReferenceSaysWhatTheCodeDeclares() throws IOException {
        String page = page();
        if (Boolean.getBoolean("postern.refresh")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void aKeyHasItsVariableUnlessTheOperatorChoosesPartOfItsName() {
        assertThat(new ConfigSource.Key("postern.auth.api-key", "string", null, "").variable())
                .isEqualTo("POSTERN_AUTH_API_KEY");
        assertThat(new ConfigSource.Key("postern.enricher.local-networks", "map<network, string>", "(none)", "")
                        .variable())
                .isNull();
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Configuration

                <!-- Written from the *Config interfaces by ConfigurationReferenceTest; refresh with
                     ./mvnw -Dquick -pl testkit -am test -Dpostern.refresh=true -->

                Keys go into `application.yaml`, a system property (`-Dpostern.collector.host=mx1`) or an environment variable
                (`POSTERN_COLLECTOR_HOST=mx1`, below each key). Durations are `10s`, `5m` or ISO 8601 (`PT5M`). Secrets belong into the environment or a file, never on a command line.

                Every service also takes `kafka.bootstrap.servers` (the brokers) and Quarkus' own `quarkus.http.host` and `quarkus.http.port`;
                the enricher `quarkus.redis.hosts`; the reporter `quarkus.datasource.report.jdbc.url`, `.reactive.url`, `.username` and `.password`.
                """);
        for (Path file : configs()) {
            ConfigSource source = ConfigSource.read(file);
            page.append("%n## %s%n%n| key | type | default | what it changes |%n| --- | --- | --- | --- |%n"
                    .formatted(source.prefix()));
            for (ConfigSource.Key key : source.keys()) {
                String standard = key.standard() == null ? "required" : "`" + key.standard() + "`";
                String name = key.variable() == null
                        ? "`%s`".formatted(key.name())
                        : "`%s`<br>`%s`".formatted(key.name(), key.variable());
                page.append("| %s | %s | %s | %s |%n".formatted(name, key.type(), standard, key.sentence()));
            }
        }
        return page.toString();
    }

    private static List<Path> configs() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of(".."),
                12,
                (path, attributes) ->
                        path.toString().matches("\\.\\./[a-z-]+/src/main/java/.*/[A-Z][a-z]+Config\\.java"))) {
            return files.filter(ConfigurationReferenceTest::isMapping).sorted().toList();
        }
    }

    /// Not what only reads the settings of others.
    private static boolean isMapping(Path file) {
        try {
            return Files.readString(file).contains("@ConfigMapping(");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
