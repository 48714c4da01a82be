package io.postern.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// The settings of auth-api.
@ConfigMapping(prefix = "postern.auth")
interface AuthConfig {

    /// The secret that mail hosts send with each policy request (`X-API-Key`, or `Authorization` as Bearer or as
    /// the password of Basic); without it only requests from this machine's loopback addresses are answered.
    Optional<String> apiKey();

    /// What a banned client's mail program shows, in one line; empty lets Dovecot say its own "Authentication
    /// failed".
    @WithDefault("Too many failed logins, try later")
    Optional<String> refusalMessage();

    /// How often the broker is asked whether the bans in memory are all there are, and whether partitions were
    /// added.
    @WithDefault("PT5S")
    Duration freshnessCheck();

    /// After so long without the broker the bans are read anew from the beginning, because the tombstones of bans
    /// lifted meanwhile may be gone by then; keep it under the topic's delete.retention.ms (a day unless set).
    @WithDefault("PT12H")
    Duration reloadAfter();

    /// So many unreadable records in a row stop the reading of bans and make the service not live.
    @WithDefault("100")
    int poisonLimit();

    /// How many reported attempts wait in memory while the broker is away; further reports are refused with 503.
    @WithDefault("20000")
    int reportBuffer();
}
