package io.postern.cli.doctor;

import io.postern.cli.brokers.Brokers;
import io.postern.cli.host.Machine;
import java.time.Clock;
import java.time.Duration;

/// Where the agent lives.
///
/// @param root whether this runs with root's rights
/// @param clock the host's
/// @param patience how long an answer of Kafka is waited for
public record Surroundings(Machine machine, boolean root, Clock clock, Duration patience) {

    Brokers brokers(String servers) {
        return new Brokers(servers, patience);
    }
}
