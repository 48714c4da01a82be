package io.postern.enricher;

import io.postern.events.Network;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of the enricher.
@ConfigMapping(prefix = "postern.enricher")
interface EnricherConfig {

    /// MaxMind-format files (GeoLite2, GeoIP2, DB-IP Lite, IPinfo Lite and their like) that tell an address'
    /// country, city and network; an earlier file is believed over a later one, and without any the profiles say
    /// `no_database`.
    Optional<List<Path>> databases();

    /// How often the database files are looked at: one that was replaced is opened anew.
    @WithDefault("PT30S")
    Duration databasesInterval();

    /// Special-purpose networks that are looked up like public ones, for laboratories and demonstrations on
    /// documentation addresses; none by default.
    Optional<List<Network>> treatAsPublic();

    /// What the operator calls his own networks (`"10.1.0.0/16"=branch office`): profiles carry the name of the
    /// smallest one that holds the client.
    Map<Network, String> localNetworks();

    /// Clients whose name and last profile this process remembers; of a forgotten one the profile is written again.
    @WithDefault("100000")
    int rememberedClients();

    /// So many unreadable records in a row stop the enricher, for then something is wrong with the topic.
    @WithDefault("100")
    int poisonLimit();

    /// Reverse DNS look-ups.
    ReverseDns reverseDns();

    /// Who registered a client's network, asked of the regional registries.
    RegistrySettings registries();

    /// The cache of names and registrations that replicas share in Redis (`quarkus.redis.hosts`).
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

        /// How often all servers are asked in turn before a look-up has failed.
        @WithDefault("2")
        int tries();

        /// Whether a name is asked for its own addresses, which shows whether the owner of the name knows of it.
        @WithDefault("true")
        boolean confirm();

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

    interface RegistrySettings {

        /// Whether the registries are asked at all: they learn the addresses of your clients. Otherwise profiles have
        /// no registration, and networks are known from database files only.
        @WithDefault("true")
        boolean enabled();

        /// IANA's RDAP bootstrap files (RFC 9224), by `https:` or `file:`; empty to begin every look-up at
        /// `default-server`.
        @WithDefault("https://data.iana.org/rdap/ipv4.json,https://data.iana.org/rdap/ipv6.json")
        Optional<List<URI>> bootstrap();

        /// The RDAP server for addresses that the bootstrap files do not name, ending in a slash; it is followed when
        /// it redirects to another.
        @WithDefault("https://rdap.arin.net/registry/")
        URI defaultServer();

        /// The WHOIS server where referrals begin when RDAP gives no answer, as `HOST:PORT`; empty to do without WHOIS.
        @WithDefault("whois.iana.org:43")
        Optional<String> whois();

        /// The WHOIS server that tells who announces an address, in Team Cymru's form, as `HOST:PORT`; empty for none.
        @WithDefault("whois.cymru.com:43")
        Optional<String> announcements();

        /// How long to wait for a connection.
        @WithDefault("PT3S")
        Duration connectTimeout();

        /// How long one answer may take as a whole.
        @WithDefault("PT5S")
        Duration timeout();

        /// Longer answers are cut off and count as failed.
        @WithDefault("512K")
        MemorySize maxAnswer();

        /// Whether a redirect or a referral may lead to a special-purpose address, as in a laboratory.
        @WithDefault("false")
        boolean allowPrivateServers();

        /// Questions a second to one server, on the average.
        @WithDefault("2")
        double ratePerServer();

        /// Questions to one server at once, before the average applies.
        @WithDefault("10")
        int burst();

        /// How long a question may wait for its turn at a server.
        @WithDefault("PT30S")
        Duration patience();

        /// A server that fails so many times in a row is left alone for `failure-pause`.
        @WithDefault("5")
        int failureLimit();

        /// How long a failing server is left alone.
        @WithDefault("PT1M")
        Duration failurePause();

        /// Look-ups under way at a time.
        @WithDefault("8")
        int concurrency();

        /// Look-ups that may wait for their turn; beyond them a client's next attempt asks again.
        @WithDefault("10000")
        int waiting();

        /// So long a registration is believed.
        @WithDefault("P7D")
        Duration ttl();

        /// So long it is believed that there is none.
        @WithDefault("P1D")
        Duration negativeTtl();

        /// So long after a failed look-up the same client is not asked for again.
        @WithDefault("PT10M")
        Duration failureTtl();

        /// So long a registration that is no longer fresh is used while no newer one can be had.
        @WithDefault("P30D")
        Duration staleTtl();
    }

    interface SharedCache {

        /// Whether names and registrations are kept in Redis as well; a site with one enricher can do without.
        @WithDefault("true")
        boolean enabled();

        /// How long an attempt of a client that this process does not know may wait for Redis.
        @WithDefault("PT0.2S")
        Duration patience();
    }
}
