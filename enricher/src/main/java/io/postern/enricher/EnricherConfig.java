package io.postern.enricher;

import io.postern.events.Network;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of the enricher.
@ConfigMapping(prefix = "postern.enricher")
interface EnricherConfig {

    /// MaxMind-format files (GeoLite2, GeoIP2, DB-IP Lite, IPinfo Lite and their like) that tell an address'
    /// country, city and network; an earlier file is believed over a later one, and without any the profiles say
    /// `no_database`.
    Optional<List<Path>> databases();

    /// Special-purpose networks that are looked up like public ones, for laboratories and demonstrations on
    /// documentation addresses; none by default.
    Optional<List<Network>> treatAsPublic();

    /// Clients whose name and last profile this process remembers; of a forgotten one the profile is written again.
    @WithDefault("100000")
    int rememberedClients();

    /// So many unreadable records in a row stop the enricher, for then something is wrong with the topic.
    @WithDefault("100")
    int poisonLimit();

    /// Reverse DNS look-ups.
    ReverseDns reverseDns();

    /// The cache of reverse names that replicas share in Redis (`quarkus.redis.hosts`).
    SharedCache sharedCache();

    interface ReverseDns {

        /// Whether the names of clients are asked for; otherwise their status is `not_asked`.
        @WithDefault("true")
        boolean enabled();

        /// DNS servers as `ADDRESS` or `ADDRESS:PORT`, asked in this order until one answers; by default those of
        /// `/etc/resolv.conf`.
        Optional<List<String>> servers();

        /// How long one server may take to answer before the next one is asked.
        @WithDefault("PT2S")
        Duration timeout();

        /// Look-ups under way at a time.
        @WithDefault("64")
        int concurrency();

        /// Look-ups that may wait for their turn; beyond them a client's next attempt asks again.
        @WithDefault("10000")
        int waiting();

        /// Every answer is believed at least so long, whatever the zone says.
        @WithDefault("PT5M")
        Duration minTtl();

        /// A name is believed at most so long.
        @WithDefault("P1D")
        Duration maxTtl();

        /// That there is no name is believed at most so long.
        @WithDefault("PT1H")
        Duration maxNegativeTtl();

        /// So long after a failed look-up (time-out, SERVFAIL, REFUSED) the same client is not asked for again.
        @WithDefault("PT1M")
        Duration failureTtl();

        /// So long an answer that is no longer fresh is used while no newer one can be had.
        @WithDefault("P1D")
        Duration staleTtl();
    }

    interface SharedCache {

        /// Whether names are kept in Redis as well; a site with one enricher can do without.
        @WithDefault("true")
        boolean enabled();

        /// How long an attempt of a client that this process does not know may wait for Redis.
        @WithDefault("PT0.2S")
        Duration patience();
    }
}
