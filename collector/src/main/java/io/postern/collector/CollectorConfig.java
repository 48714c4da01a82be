package io.postern.collector;

import io.postern.collector.following.Start;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The settings of the collector.
@ConfigMapping(prefix = "postern.collector")
interface CollectorConfig {

    /// The mail logs to follow, as paths separated by commas; without any the collector only sends its heartbeat.
    Optional<List<Path>> files();

    /// Where the collector remembers how far it has read; one collector may use a directory at a time, and losing it
    /// only means reading the logs again.
    @WithDefault("/var/lib/postern/collector")
    Path stateDirectory();

    /// The name of this host in the heartbeat, and of lines that name no host; the machine's own name unless set.
    Optional<String> host();

    /// The time zone of log lines that name none (`Europe/Berlin`, `UTC`); the machine's own unless set.
    Optional<String> zone();

    /// Where to begin in a file that was never followed before: BEGINNING ships its history too, END only what is
    /// written from now on.
    @WithDefault("BEGINNING")
    Start startAt();

    /// How often the files are looked at; what is written is shipped after half that time on average.
    @WithDefault("PT0.15S")
    Duration pollInterval();

    /// How often the heartbeat is sent.
    @WithDefault("PT10S")
    Duration heartbeat();

    /// Longer lines are cut to this length and counted.
    @WithDefault("64K")
    MemorySize maxLine();

    /// How long a rotated file must be quiet before it is closed; a syslog daemon writes to it until it is told.
    @WithDefault("PT10S")
    Duration rotationPatience();

    /// How long a refusal by one of Dovecot's password databases (`auth_verbose`) waits for the word of the next one,
    /// which may let the client in; it counts afterwards, at the time of its line.
    @WithDefault("PT3S")
    Duration passdbPatience();

    /// Attempts that may wait for the broker's confirmation; when so many wait, reading pauses and the logs keep the
    /// rest.
    @WithDefault("4096")
    int maxInFlight();

    /// What auth-api lets a banned client's mail program show (`postern.auth.refusal-message`): Postfix logs it as the
    /// reason of a failure, and such a refusal is not counted as a wrong password.
    @WithDefault("Too many failed logins, try later")
    Optional<String> refusalMessage();
}
