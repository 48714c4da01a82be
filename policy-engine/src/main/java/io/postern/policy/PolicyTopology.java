package io.postern.policy;

import io.postern.events.SpecialPurpose;
import io.postern.events.Topic;
import io.postern.policy.deciding.Commands;
import io.postern.policy.deciding.Exemptions;
import io.postern.policy.deciding.OwnHosts;
import io.postern.policy.deciding.Standing;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/// enriched attempts → failures nobody told before → counts and decisions → bans. Wiring only: every decision lives in
/// a plain class.
///
/// All of it is keyed by client, so one task sees one client's history in order and nothing is sent around. An
/// operator's
/// command meets the history of the client that it is about in the same task; what it leaves standing for all goes
/// through a topic that every instance reads whole. Stream
/// time is the broker's (the topics' append time): no host's clock can move it. When something happened is worked out
/// for each
/// attempt by [io.postern.policy.counting.EventTime].
final class PolicyTopology {

    static final String SERVICE = "policy-engine";

    static final String READ = "read-attempts";
    static final String CORRELATE = "count-each-login-once";
    static final String COUNT = "count-and-decide";
    static final String BAN = "ban-and-lift";
    static final String OBEY = "obey-commands";
    static final String OUTCOMES = "write-outcomes";
    static final String LISTS = "write-lists";
    static final String DECISIONS = "write-decisions";
    static final String BANS = "write-bans";
    static final String DEAD_LETTERS = "write-dead-letters";

    /// How often, in the broker's time, what is of no more use is forgotten.
    static final Duration TIDY_EVERY = Duration.ofSeconds(10);

    /// How often, by the wall clock, bans are lifted whose time is over. Each time is a small transaction.
    static final Duration LIFT_EVERY = Duration.ofSeconds(1);

    /// @param lateness how far out of order failures of one client may come
    /// @param maxUnreadable unreadable records in a row that are too many
    record Settings(
            Supplier<Rulebook> rulebook,
            SpecialPurpose specialPurpose,
            Duration lateness,
            int maxUnreadable,
            StateTopology.Kind state) {}

    private static final java.util.function.BiFunction<String, String, java.util.Optional<String>> NO_LISTS =
            (list, entry) -> java.util.Optional.of("there is no list '" + list + "'");

    private PolicyTopology() {}

    static Topology of(Settings settings, PolicyMetrics metrics) {
        OwnHosts ownHosts = new OwnHosts();
        Standing standing = new Standing();
        Exemptions exemptions = new Exemptions(settings.rulebook(), standing, ownHosts, settings.specialPurpose());
        StateTopology state = new StateTopology(settings.state());

        return new Topology()
                .addSource(READ + "-from", new StringDeserializer(), new ByteArrayDeserializer(), Topic.ENRICHED.name())
                .addProcessor(READ, () -> new ReadProcessor(metrics, settings.maxUnreadable()), READ + "-from")
                .addProcessor(
                        CORRELATE,
                        () -> new CorrelateProcessor(settings.rulebook(), settings.lateness(), metrics),
                        READ)
                .addProcessor(
                        COUNT,
                        () -> new CountProcessor(settings.rulebook(), exemptions, settings.lateness(), metrics),
                        CORRELATE)
                .addSource(OBEY + "-from", new StringDeserializer(), new ByteArrayDeserializer(), Topic.COMMANDS.name())
                .addProcessor(
                        OBEY,
                        () -> new CommandProcessor(new Commands(settings.rulebook(), exemptions, NO_LISTS), metrics),
                        OBEY + "-from")
                .addProcessor(BAN, () -> new BanProcessor(exemptions, metrics), COUNT, OBEY)
                .addStateStore(state.commands(), OBEY)
                .addStateStore(state.tallies(), CORRELATE)
                .addStateStore(state.counts(), COUNT)
                .addStateStore(state.bans(), BAN, OBEY)
                .addStateStore(state.agenda(), CORRELATE, COUNT, BAN, OBEY)
                .addGlobalStore(
                        StateTopology.hosts(),
                        "read-hosts",
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        Topic.HOSTS.name(),
                        "know-own-hosts",
                        () -> new HostsProcessor(ownHosts, metrics))
                .addGlobalStore(
                        StateTopology.standing(),
                        "read-lists",
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        Topic.LISTS.name(),
                        "know-what-stands",
                        () -> new StandingProcessor(standing, metrics))
                .addSink(
                        DECISIONS,
                        Topic.DECISIONS.name(),
                        new StringSerializer(),
                        Topic.DECISIONS.serde().serializer(),
                        COUNT)
                .addSink(
                        BANS,
                        Topic.BANS.name(),
                        new StringSerializer(),
                        Topic.BANS.serde().serializer(),
                        BAN)
                .addSink(
                        DEAD_LETTERS,
                        Topic.DEAD_LETTERS.name(),
                        new StringSerializer(),
                        Topic.DEAD_LETTERS.serde().serializer(),
                        READ,
                        OBEY)
                .addSink(
                        OUTCOMES,
                        Topic.OUTCOMES.name(),
                        new StringSerializer(),
                        Topic.OUTCOMES.serde().serializer(),
                        OBEY)
                .addSink(
                        LISTS,
                        Topic.LISTS.name(),
                        new StringSerializer(),
                        Topic.LISTS.serde().serializer(),
                        OBEY);
    }
}
