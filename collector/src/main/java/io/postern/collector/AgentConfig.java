package io.postern.collector;

import io.postern.collector.enforcing.EnforcerKind;
import io.postern.collector.enforcing.MailPorts;
import io.postern.events.Network;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.spi.Converter;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// The agent's configuration file as the agent itself reads it, for those who only look: `postern setup` and
/// `postern doctor`. Besides what the agent refuses, a key that it does not know is wrong.
public final class AgentConfig {

    private static final String SERVERS = "kafka.bootstrap.servers";

    /// Those of Quarkus' that the settings need; looking for all of them would need all of Quarkus.
    private static final Converter<?>[] CONVERTERS = {
        new DurationConverter(), new MemorySizeConverter(), new PathConverter()
    };

    private final SmallRyeConfig config;
    private final CollectorConfig collector;
    private final EnforceConfig enforce;
    private final ZoneId zone;

    private AgentConfig(SmallRyeConfig config) {
        this.config = config;
        this.collector = config.getConfigMapping(CollectorConfig.class);
        this.enforce = config.getConfigMapping(EnforceConfig.class);
        this.zone = collector.zone().map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    }

    /// @throws IOException when the file cannot be read
    /// @throws RefusedException when the agent would not start with it
    public static AgentConfig of(Path file) throws IOException, RefusedException {
        return of(file.toString(), Files.readString(file));
    }

    /// @param name for messages
    public static AgentConfig of(String name, String yaml) throws RefusedException {
        try {
            YamlConfigSource source = new YamlConfigSource(name, yaml);
            refuseDottedKeys(name, source);
            AgentConfig read = new AgentConfig(new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withConverters(CONVERTERS)
                    .withSources(source)
                    .withMapping(CollectorConfig.class)
                    .withMapping(EnforceConfig.class)
                    .build());
            read.servers();
            MailPorts.of(read.enforce.ports());
            return read;
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new RefusedException(
                    List.of(name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": " + e.getProblem()));
        } catch (ConfigValidationException e) {
            throw new RefusedException(IntStream.range(0, e.getProblemCount())
                    .mapToObj(i -> name + ": " + e.getProblem(i).getMessage())
                    .toList());
        } catch (IllegalArgumentException | NoSuchElementException | DateTimeException e) {
            throw new RefusedException(List.of(name + ": " + e.getMessage()));
        }
    }

    /// The agent would take such a key for one name with dots in it, and never see it.
    private static void refuseDottedKeys(String name, YamlConfigSource source) throws RefusedException {
        List<String> dotted = source.getPropertyNames().stream()
                .filter(key -> key.startsWith("\""))
                .map(key -> name + ": " + key + ": write each part of the name on a line of its own, deeper each time")
                .toList();
        if (!dotted.isEmpty()) {
            throw new RefusedException(dotted);
        }
    }

    /// As in `bootstrap.servers`.
    public String servers() {
        return config.getValue(SERVERS, String.class);
    }

    /// Paths and patterns; `-` is standard input.
    public List<Path> files() {
        return collector.files().orElse(List.of());
    }

    public boolean readsJournal() {
        return collector.journal().enabled();
    }

    /// The arguments with which the journal's entries of mail servers are asked for.
    public List<String> journalMatches() {
        return collector.journal().matches();
    }

    public Path stateDirectory() {
        return collector.stateDirectory();
    }

    /// Bytes that one kind of source may keep there at most.
    public long spoolSize() {
        return collector.spool().maxSize().asLongValue();
    }

    /// The host's name in its heartbeat.
    public String host() {
        return collector.host().orElseGet(HostName::own);
    }

    /// Of lines that name none.
    public ZoneId zone() {
        return zone;
    }

    public List<EnforcerKind> enforcers() {
        return enforce.with().orElse(List.of());
    }

    public boolean dryRun() {
        return enforce.dryRun();
    }

    public List<Network> allowed() {
        return enforce.allow().orElse(List.of());
    }

    public Path socket() {
        return enforce.socket();
    }

    /// Where the agent's own health is asked: `http://ADDRESS:PORT`.
    public String http() {
        return "http://"
                + config.getOptionalValue("quarkus.http.host", String.class).orElse("127.0.0.1") + ":"
                + config.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
    }

    /// The agent would not start. Each problem names the file and the line or key.
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final List<String> problems;

        RefusedException(List<String> problems) {
            super(String.join("\n", problems));
            this.problems = new ArrayList<>(problems);
        }

        public List<String> problems() {
            return List.copyOf(problems);
        }
    }
}
