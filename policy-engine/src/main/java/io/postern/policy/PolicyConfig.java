package io.postern.policy;

import io.postern.events.Network;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an operator may set about counting and banning, besides the rules themselves.
@ConfigMapping(prefix = "postern.policy")
interface PolicyConfig {

    /// Where `rules.yaml` and `allow.list` lie; either may be missing, and changes are taken up within seconds.
    @WithDefault("/etc/postern")
    Path rulesDirectory();

    /// Where the counts are kept between restarts, one directory for each instance; losing it costs the time of a
    /// replay.
    @WithDefault("/var/lib/postern/policy-engine")
    Path stateDirectory();

    /// Networks that count as public although they are special-purpose: documentation ranges in a demonstration or lab,
    /// nothing anywhere else.
    Optional<List<Network>> treatAsPublic();

    /// How far behind a client's newest failure another one may arrive and still be counted exactly; also how long a
    /// repeated or second report of the same login is recognised.
    @WithDefault("PT1H")
    Duration lateness();

    /// The name by which the cluster knows this instance after a restart; drawn once and kept in the state directory
    /// when not set.
    Optional<String> instance();

    /// Threads that count; more than one helps only with several cores and many attempts.
    @WithDefault("1")
    int threads();

    /// How often results become visible; a ban that comes alone does not wait, those of a burst wait this long at most.
    /// A shorter time costs the broker more.
    @WithDefault("PT0.1S")
    Duration commitInterval();

    /// Where counts are kept: `disk` (RocksDB) or `memory`, which is lighter for a small site and starts slower.
    @WithDefault("disk")
    StateTopology.Kind state();

    /// Memory in bytes for reading and writing counts, for all partitions together, outside the Java heap.
    @WithDefault("16777216")
    long stateMemory();

    /// Unreadable records in a row after which the engine stops, because then the topic is not what it should be.
    @WithDefault("100")
    int maxUnreadable();

    /// Attempts not yet counted above which the engine does not call itself ready.
    @WithDefault("10000")
    long readyLag();
}
