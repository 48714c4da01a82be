package io.postern.reporter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/// What an operator can set.
@ConfigMapping(prefix = "postern.reporter")
public interface ReporterConfig {

    /// The time zone in which a day begins and times are shown, as the IANA database names it (`Europe/Berlin`).
    @WithDefault("UTC")
    ZoneId zone();

    /// Records projected in one transaction at most; more are faster and use more memory.
    @WithDefault("2000")
    int batch();

    /// So many unreadable records in a row stop the projections and make the reporter not live: one is an accident.
    @WithDefault("100")
    int poisonLimit();

    /// The longest pause between two tries while the broker or the database is away.
    @WithDefault("PT15S")
    Duration retryAtMost();

    /// How long an answer may take the database before the request is given up.
    @WithDefault("PT10S")
    Duration queryTimeout();

    /// A mail host that has not reported for this long is shown as silent.
    @WithDefault("PT5M")
    Duration silentAfter();

    /// Failures of a client on the same day after which its successful login is listed for a human to look at.
    @WithDefault("3")
    int failuresBeforeSuccess();

    /// Tokens of those who may give commands (ban, unban, allow …), by name; sent as `Authorization: Bearer`. Without
    /// any,
    /// commands are taken from programs on this machine and from nowhere else.
    Map<String, String> operators();
}
