package io.postern.cli.doctor;

import io.postern.cli.brokers.Brokers;
import io.postern.collector.AgentConfig;
import io.postern.collector.AgentConfig.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// All checks, in the order in which a fault of one explains those below it.
public final class Doctor {

    private static final String CONFIGURATION = "configuration";

    private final Path configuration;
    private final Surroundings around;

    /// @param configuration the agent's file
    public Doctor(Path configuration, Surroundings around) {
        this.configuration = configuration;
        this.around = around;
    }

    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        AgentConfig config;
        try {
            config = AgentConfig.of(configuration);
        } catch (RefusedException e) {
            e.problems()
                    .forEach(problem -> findings.add(Finding.failed(
                            CONFIGURATION, problem, "mend " + configuration + ", or run `postern setup`")));
            return findings;
        } catch (IOException e) {
            findings.add(Finding.failed(
                    CONFIGURATION, configuration + " cannot be read: " + e.getMessage(), "run this as root"));
            return findings;
        }
        findings.add(Finding.ok(CONFIGURATION, configuration + " is valid"));
        Brokers brokers = around.brokers(config.servers());
        Stream.of(
                        new LogsCheck(config, around).findings(),
                        new SampleCheck(config, around).findings(),
                        new KafkaCheck(config, brokers, around.clock()).findings(),
                        new FirewallCheck(config, around).findings(),
                        new AgentCheck(config, around).findings(),
                        new RoomCheck(config).findings())
                .forEach(findings::addAll);
        return findings;
    }

    private static Finding java() {
        String found = Runtime.version() + " in " + System.getProperty("java.home");
        return Runtime.version().feature() >= 25
                ? Finding.ok("java", found)
                : Finding.failed("java", found, "install Java 25 or newer");
    }

    /// The worst of them.
    public static Verdict worst(List<Finding> findings) {
        return findings.stream()
                .map(Finding::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.OK);
    }
}
