package io.postern.policy;

import io.postern.events.SpecialPurpose;
import io.postern.events.Topic;
import io.postern.policy.deciding.Commands;
import io.postern.policy.deciding.CurrentLists;
import io.postern.policy.deciding.Exemptions;
import io.postern.policy.deciding.ListJudge;
import io.postern.policy.deciding.OwnHosts;
import io.postern.policy.deciding.Standing;
import io.postern.policy.lists.Lists;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/// enriched attempts → attempts nobody told before → counts per client and decisions → bans. Wiring only: every
/// decision
/// lives in a plain class.
///
/// All of it is keyed by client, so one task sees one client's history in order, and a plain rule bans without
/// anything
/// being sent around. What is counted per account, network or autonomous system is sent on by that key, counted
/// there,
/// and what follows for a client or network comes back to the one task that looks after its bans.
///
/// An operator's command meets the history of the client that it is about in the same task; what it leaves standing
/// for
/// all goes through a topic that every instance reads whole.
///
/// Stream time is the broker's (the topics' append time): no host's clock can move it. When something happened is
/// worked out for each attempt by [io.postern.policy.counting.EventTime].
final class PolicyTopology {

    static final String SERVICE = "policy-engine";

    static final String READ = "read-attempts";
    static final String CORRELATE = "count-each-login-once";
    static final String COUNT = "count-clients-and-decide";
    static final String COUNT_SUBJECTS = "count-others-and-decide";
    static final String BAN = "ban-and-lift";
    static final String SUBJECTS = "subjects";
    static final String READ_SUBJECTS = "read-subjects";
    static final String CLIENTS = "clients";
    static final String READ_CLIENTS = "read-clients";
    static final String TO_SUBJECTS = "send-to-subjects";
    static final String TO_CLIENTS = "send-back-to-clients";
    static final String READ_PROFILES = "read-profiles";
    static final String LOOK_UP = "look-up-in-lists";
    static final String OBEY = "obey-commands";
    static final String OUTCOMES = "write-outcomes";
    static final String LISTS = "write-lists";
    static final String DECISIONS = "write-decisions";
    static final String SUBJECT_DECISIONS = "write-decisions-on-others";
    static final String BANS = "write-bans";
    static final String DEAD_LETTERS = "write-dead-letters";

    /// How often, in the broker's time, what is of no more use is forgotten.
    static final Duration TIDY_EVERY = Duration.ofSeconds(10);

    /// How often, by the wall clock, bans are lifted whose time is over. Each time is a small transaction.
    static final Duration LIFT_EVERY = Duration.ofSeconds(1);

    /// @param ownHosts what the hosts' reports fill
    /// @param exemptions with them, and with what stands because of commands
    /// @param lateness how far out of order failures of one client may come
    /// @param maxUnreadable unreadable records in a row that are too many
    record Settings(
            Supplier<Rulebook> rulebook,
            Supplier<Lists> lists,
            OwnHosts ownHosts,
            Exemptions exemptions,
            Duration lateness,
            int maxUnreadable,
            StateTopology.Kind state) {

        Settings(
                Supplier<Rulebook> rulebook,
                Supplier<Lists> lists,
                SpecialPurpose specialPurpose,
                Duration lateness,
                int maxUnreadable,
                StateTopology.Kind state) {
            this(rulebook, lists, new OwnHosts(), specialPurpose, lateness, maxUnreadable, state);
        }

        private Settings(
                Supplier<Rulebook> rulebook,
                Supplier<Lists> lists,
                OwnHosts ownHosts,
                SpecialPurpose specialPurpose,
                Duration lateness,
                int maxUnreadable,
                StateTopology.Kind state) {
            this(
                    rulebook,
                    lists,
                    ownHosts,
                    new Exemptions(rulebook, new Standing(), ownHosts, specialPurpose),
                    lateness,
                    maxUnreadable,
                    state);
        }
    }

    private PolicyTopology() {}

    static Topology of(Settings settings, PolicyMetrics metrics) {
        OwnHosts ownHosts = settings.ownHosts();
        Exemptions exemptions = settings.exemptions();
        Standing standing = exemptions.standing();
        CurrentLists lists = new CurrentLists(settings.lists(), standing);
        StateTopology state = new StateTopology(settings.state());

        RepartitionTopology topology = new RepartitionTopology()
                .receive(SUBJECTS, READ_SUBJECTS, CodecTopology.attempts())
                .receive(CLIENTS, READ_CLIENTS, CodecTopology.conclusions());
        topology.addSource(READ + "-from", new StringDeserializer(), new ByteArrayDeserializer(), Topic.ENRICHED.name())
                .addProcessor(READ, () -> new ReadProcessor(metrics, settings.maxUnreadable()), READ + "-from")
                .addProcessor(
                        CORRELATE,
                        () -> new CorrelateProcessor(settings.rulebook(), settings.lateness(), metrics),
                        READ)
                .addProcessor(
                        COUNT,
                        () -> new CountProcessor(settings.rulebook(), exemptions, settings.lateness(), metrics),
                        CORRELATE,
                        READ_CLIENTS)
                .addSource(OBEY + "-from", new StringDeserializer(), new ByteArrayDeserializer(), Topic.COMMANDS.name())
                .addProcessor(
                        OBEY,
                        () -> new CommandProcessor(new Commands(settings.rulebook(), exemptions, lists), metrics),
                        OBEY + "-from")
                .addSource(
                        READ_PROFILES + "-from",
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        Topic.PROFILES.name())
                .addProcessor(READ_PROFILES, () -> new ProfileProcessor(metrics), READ_PROFILES + "-from")
                .addProcessor(
                        LOOK_UP,
                        () -> new ListProcessor(new ListJudge(lists, exemptions), metrics),
                        READ,
                        READ_PROFILES)
                .addProcessor(BAN, () -> new BanProcessor(exemptions, metrics), COUNT, OBEY, LOOK_UP)
                .addStateStore(state.listed(), LOOK_UP)
                .addProcessor(
                        COUNT_SUBJECTS,
                        () -> new SubjectProcessor(settings.rulebook(), exemptions, settings.lateness(), metrics),
                        READ_SUBJECTS)
                .addStateStore(state.tallies(), CORRELATE)
                .addStateStore(state.counts(StateTopology.COUNTS), COUNT)
                .addStateStore(state.commands(), OBEY)
                .addStateStore(state.bans(), BAN, OBEY)
                .addStateStore(state.agenda(StateTopology.AGENDA), CORRELATE, COUNT, BAN, OBEY, LOOK_UP)
                .addStateStore(state.counts(StateTopology.SUBJECT_COUNTS), COUNT_SUBJECTS)
                .addStateStore(state.agenda(StateTopology.SUBJECT_AGENDA), COUNT_SUBJECTS)
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
                        () -> new StandingProcessor(standing, metrics));
        topology.sendOn(SUBJECTS, TO_SUBJECTS, CodecTopology.attempts(), COUNT)
                .sendOn(CLIENTS, TO_CLIENTS, CodecTopology.conclusions(), COUNT_SUBJECTS);
        write(topology, Topic.DECISIONS, DECISIONS, COUNT, LOOK_UP);
        write(topology, Topic.DECISIONS, SUBJECT_DECISIONS, COUNT_SUBJECTS);
        write(topology, Topic.BANS, BANS, BAN);
        write(topology, Topic.DEAD_LETTERS, DEAD_LETTERS, READ, OBEY);
        write(topology, Topic.OUTCOMES, OUTCOMES, OBEY);
        write(topology, Topic.LISTS, LISTS, OBEY);
        return topology;
    }

    private static void write(Topology topology, Topic<?> topic, String sink, String... parents) {
        topology.addSink(
                sink, topic.name(), new StringSerializer(), topic.serde().serializer(), parents);
    }
}
