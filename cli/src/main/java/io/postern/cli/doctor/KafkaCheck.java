package io.postern.cli.doctor;

import io.postern.cli.brokers.Brokers;
import io.postern.cli.brokers.Heartbeats;
import io.postern.collector.AgentConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether Kafka answers, has what the agent writes to, and agrees about the time.
final class KafkaCheck {

    private static final String KAFKA = "kafka";
    private static final String CLOCK = "clock";
    private static final String SILENT =
            "start the brokers, open the way to them, or name others: kafka.bootstrap.servers";

    /// What a heartbeat may take to the broker without anything being wrong.
    private static final Duration ON_THE_WAY = Duration.ofSeconds(5);

    private static final Duration FAR = Duration.ofMinutes(1);

    /// Three heartbeats.
    private static final Duration RECENT = Duration.ofSeconds(30);

    private final AgentConfig config;
    private final Brokers brokers;
    private final Clock clock;

    KafkaCheck(AgentConfig config, Brokers brokers, Clock clock) {
        this.config = config;
        this.brokers = brokers;
        this.clock = clock;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            int count = brokers.count();
            findings.add(Finding.ok(
                    KAFKA, count + (count == 1 ? " broker answers" : " brokers answer") + " at " + brokers.servers()));
            List<String> missing = brokers.missingTopics();
            if (missing.isEmpty()) {
                findings.add(Finding.ok(KAFKA, "the agent's topics are there"));
                findings.add(clock(Heartbeats.newest(brokers, config.host())));
            } else {
                findings.add(
                        Finding.warning(KAFKA, "topics are missing: " + missing, "start the agent, which makes them"));
            }
        } catch (Brokers.SilentException e) {
            findings.add(Finding.failed(KAFKA, e.getMessage(), SILENT));
        }
        return findings;
    }

    private Finding clock(Optional<Heartbeats> heartbeat) {
        if (heartbeat.isEmpty()) {
            return Finding.warning(
                    CLOCK, "no heartbeat of " + config.host() + " to compare", "start the agent, and look again");
        }
        Heartbeats newest = heartbeat.get();
        Duration off = newest.ahead();
        String found = "of " + config.host() + " and of Kafka differ by " + seconds(off.abs())
                + " s, the last heartbeat was taken " + Ago.of(Duration.between(newest.taken(), clock.instant()));
        if (off.abs().compareTo(FAR) > 0) {
            return Finding.failed(CLOCK, found, "set the clock: timedatectl set-ntp true");
        }
        if (off.abs().compareTo(ON_THE_WAY) > 0) {
            return Finding.warning(CLOCK, found, "let something keep the clock: timedatectl set-ntp true");
        }
        return Duration.between(newest.taken(), clock.instant()).compareTo(RECENT) > 0
                ? Finding.warning(CLOCK, found, "look whether the agent runs, and reaches Kafka")
                : Finding.ok(CLOCK, found);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
