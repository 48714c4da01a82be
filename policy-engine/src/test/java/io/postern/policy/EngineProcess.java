package io.postern.policy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import io.postern.policy.lists.Lists;
import io.postern.policy.rules.RulesFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The engine without the rest of the service, in a JVM of its own that can be killed. Ends with its standard input.
final class EngineProcess {

    static final SpecialPurpose RANGES =
            SpecialPurpose.except(List.of(Network.of("198.18.0.0/15"), Network.of("203.0.113.0/24")));

    private EngineProcess() {}

    /// A running engine of this JVM or another's.
    static EngineStreams engine(String servers, Path directory) throws Exception {
        RulesFolder rules = RulesFolder.open(directory.resolve("rules"));
        Path state = directory.resolve("state");
        return new EngineStreams(
                () -> PolicyTopology.of(
                        new PolicyTopology.Settings(
                                rules::current,
                                () -> Lists.NONE,
                                RANGES,
                                Duration.ofHours(1),
                                100,
                                StateTopology.Kind.DISK),
                        new PolicyMetrics(new SimpleMeterRegistry())),
                StreamsSettingsConfig.of(
                        Map.of("bootstrap.servers", servers),
                        state,
                        InstanceName.of(state, Optional.empty()),
                        1,
                        Duration.ofMillis(100),
                        16 << 20));
    }

    static Process start(String servers, Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EngineProcess.class.getName(),
                        servers,
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(directory.toFile(), "engine.log")))
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        try (EngineStreams engine = engine(arguments[0], Path.of(arguments[1]))) {
            engine.start();
            while (System.in.read() >= 0) {
                // until whoever started it closes the pipe, or dies
            }
        }
        System.exit(0);
    }
}
