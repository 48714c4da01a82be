package io.postern.reporter.projections;

import io.postern.events.AttemptObserved;
import io.postern.events.Ban;
import io.postern.events.ClientProfile;
import io.postern.events.CommandOutcome;
import io.postern.events.Decision;
import io.postern.events.EnforcementEvent;
import io.postern.events.HostReport;
import io.postern.events.ListEntry;
import io.postern.events.Network;
import io.postern.events.OperatorCommand;
import io.postern.events.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What one poll brought, read and sorted by what it is; each list in the order of its topic.
final class Batch {

    /// The state of a network as one record of the ban topic tells it.
    ///
    /// @param ban null when the record lifts it
    /// @param offset a later record of the same network replaces this one
    /// @param at the broker's time of the record
    record BanTold(Network network, Ban ban, long offset, Instant at) {}

    /// @param offset a later word on the same entry replaces this one
    record EntryTold(ListEntry entry, long offset) {}

    final List<AttemptObserved> attempts = new ArrayList<>();
    final List<ClientProfile> profiles = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<BanTold> bans = new ArrayList<>();
    final List<HostReport> hosts = new ArrayList<>();
    final List<OperatorCommand> commands = new ArrayList<>();
    final List<CommandOutcome> outcomes = new ArrayList<>();
    final List<EntryTold> entries = new ArrayList<>();
    final List<EnforcementEvent> enforcements = new ArrayList<>();

    /// @throws RuntimeException when the record is not what its topic holds; nothing was added then
    void add(ConsumerRecord<String, byte[]> record) {
        String topic = record.topic();
        if (topic.equals(Topic.BANS.name())) {
            addBan(record);
        } else if (record.value() == null) {
            return; // a tombstone: what compaction forgets, the report still remembers
        } else if (topic.equals(Topic.ENRICHED.name())) {
            var enriched = Topic.ENRICHED.read(record.value());
            attempts.add(enriched.attempt());
            profiles.add(enriched.profile());
        } else if (topic.equals(Topic.PROFILES.name())) {
            profiles.add(Topic.PROFILES.read(record.value()));
        } else if (topic.equals(Topic.DECISIONS.name())) {
            decisions.add(Topic.DECISIONS.read(record.value()));
        } else if (topic.equals(Topic.HOSTS.name())) {
            hosts.add(Topic.HOSTS.read(record.value()));
        } else if (topic.equals(Topic.COMMANDS.name())) {
            commands.add(Topic.COMMANDS.read(record.value()));
        } else if (topic.equals(Topic.ENFORCEMENTS.name())) {
            enforcements.add(Topic.ENFORCEMENTS.read(record.value()));
        } else if (topic.equals(Topic.OUTCOMES.name())) {
            outcomes.add(Topic.OUTCOMES.read(record.value()));
        } else if (topic.equals(Topic.LISTS.name())) {
            entries.add(new EntryTold(Topic.LISTS.read(record.value()), record.offset()));
        } else {
            throw new IllegalArgumentException("not a topic of the reporter: " + topic);
        }
    }

    private void addBan(ConsumerRecord<String, byte[]> record) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        Ban ban = record.value() == null ? null : Topic.BANS.read(record.value());
        Network network = ban == null ? Network.of(record.key()) : ban.network();
        bans.add(new BanTold(network, ban, record.offset(), at));
    }

    boolean isEmpty() {
        return rows() == 0;
    }

    int rows() {
        return Stream.of(attempts, profiles, decisions, bans, hosts, commands, outcomes, entries, enforcements)
                .mapToInt(List::size)
                .sum();
    }
}
