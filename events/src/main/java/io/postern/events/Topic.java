package io.postern.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// A topic of Postern: its name, shape, key and how long it is kept. The only place where a topic's name stands, but
/// for the
/// enricher's channel, which a test holds to it.
///
/// Time stamps of all topics are the broker's (LogAppendTime): the one clock in the cluster that a mail host cannot
/// push ahead. When something happened is in the event itself.
///
/// @param keyedBy the key in words, for the reference
/// @param partitions at creation; attempts, enriched and profiles share a key and must share this number
/// @param keep how long records are kept at least; null when only compaction removes them
public record Topic<V extends Event>(
        String name,
        String keyedBy,
        int partitions,
        Cleanup cleanup,
        Duration keep,
        Class<V> type,
        Function<V, String> key) {

    public enum Cleanup {
        /// Old records go after their time.
        DELETE("delete"),
        /// The newest record of each key stays for ever.
        COMPACT("compact"),
        /// The newest record of each key stays, and goes after its time as well.
        COMPACT_AND_DELETE("compact,delete");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }

        /// As Kafka's cleanup.policy has it.
        public String policy() {
            return policy;
        }
    }

    private static final int BY_CLIENT = 6;

    public static final Topic<AttemptObserved> ATTEMPTS = new Topic<>(
            "postern.attempts.v1",
            "client",
            BY_CLIENT,
            Cleanup.DELETE,
            Duration.ofDays(30),
            AttemptObserved.class,
            attempt -> attempt.client().toString());

    public static final Topic<AttemptEnriched> ENRICHED = new Topic<>(
            "postern.enriched.v1",
            "client",
            BY_CLIENT,
            Cleanup.DELETE,
            Duration.ofDays(30),
            AttemptEnriched.class,
            enriched -> enriched.attempt().client().toString());

    public static final Topic<ClientProfile> PROFILES = new Topic<>(
            "postern.profiles.v1",
            "client",
            BY_CLIENT,
            Cleanup.COMPACT,
            null,
            ClientProfile.class,
            profile -> profile.client().toString());

    public static final Topic<MailFlowEvent> MAILFLOW = new Topic<>(
            "postern.mailflow.v1",
            "host and queue id",
            6,
            Cleanup.DELETE,
            Duration.ofDays(30),
            MailFlowEvent.class,
            MailFlowEvent::key);

    public static final Topic<OperatorCommand> COMMANDS = new Topic<>(
            "postern.commands.v1",
            "target: an address, a network, a rule or a list",
            BY_CLIENT,
            Cleanup.DELETE,
            Duration.ofDays(90),
            OperatorCommand.class,
            OperatorCommand::target);

    public static final Topic<CommandOutcome> OUTCOMES = new Topic<>(
            "postern.outcomes.v1",
            "target of the command",
            BY_CLIENT,
            Cleanup.DELETE,
            Duration.ofDays(90),
            CommandOutcome.class,
            CommandOutcome::target);

    public static final Topic<ListEntry> LISTS = new Topic<>(
            "postern.lists.v1", "list and entry", 1, Cleanup.COMPACT, null, ListEntry.class, ListEntry::key);

    public static final Topic<Decision> DECISIONS = new Topic<>(
            "postern.decisions.v1",
            "subject",
            BY_CLIENT,
            Cleanup.COMPACT_AND_DELETE,
            Duration.ofDays(30),
            Decision.class,
            decision -> decision.subject().key());

    public static final Topic<Ban> BANS = new Topic<>(
            "postern.bans.v1",
            "network",
            BY_CLIENT,
            Cleanup.COMPACT,
            null,
            Ban.class,
            ban -> ban.network().toString());

    public static final Topic<EnforcementEvent> ENFORCEMENTS = new Topic<>(
            "postern.enforcements.v1",
            "host",
            6,
            Cleanup.DELETE,
            Duration.ofDays(7),
            EnforcementEvent.class,
            EnforcementEvent::host);

    public static final Topic<HostReport> HOSTS =
            new Topic<>("postern.hosts.v1", "host", 1, Cleanup.COMPACT, null, HostReport.class, HostReport::host);

    public static final Topic<DeadLetter> DEAD_LETTERS = new Topic<>(
            "postern.dead-letters.v1",
            "source topic",
            1,
            Cleanup.DELETE,
            Duration.ofDays(30),
            DeadLetter.class,
            DeadLetter::topic);

    /// In the order of the flow.
    public static final List<Topic<? extends Event>> ALL = List.of(
            ATTEMPTS,
            MAILFLOW,
            ENRICHED,
            PROFILES,
            COMMANDS,
            OUTCOMES,
            LISTS,
            DECISIONS,
            BANS,
            ENFORCEMENTS,
            HOSTS,
            DEAD_LETTERS);

    /// The record to produce: key and bytes, no partition and no time stamp of its own.
    public ProducerRecord<String, byte[]> record(V value) {
        return new ProducerRecord<>(name, key.apply(value), EventJson.write(value));
    }

    /// @throws EventFormatException when the bytes are not what this topic holds
    public V read(byte[] bytes) {
        return EventJson.read(type, bytes);
    }

    /// For Kafka Streams; null bytes are a tombstone and stay null.
    public Serde<V> serde() {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : EventJson.write(value),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    /// The topic's settings as Kafka names them.
    public Map<String, String> settings() {
        String retention = keep == null ? "-1" : Long.toString(keep.toMillis());
        return Map.of(
                "cleanup.policy",
                cleanup.policy(),
                "retention.ms",
                retention,
                "message.timestamp.type",
                "LogAppendTime");
    }
}
