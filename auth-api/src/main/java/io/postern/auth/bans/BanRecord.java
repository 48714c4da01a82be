package io.postern.auth.bans;

import io.postern.events.Ban;
import io.postern.events.EventFormatException;
import io.postern.events.Network;
import io.postern.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What one record of the bans topic does to a table.
final class BanRecord {

    private BanRecord() {}

    /// @throws UnreadableBanException when it is no ban and no tombstone of one; the table is then as it was
    static void apply(ConsumerRecord<String, byte[]> record, BanTable table) {
        Network network = network(record.key());
        if (record.value() == null) {
            table.remove(network);
            return;
        }
        Ban ban = ban(record.value());
        if (!ban.network().equals(network)) { // its tombstone would never find it
            throw new UnreadableBanException("key: " + network + " is not the ban's network " + ban.network(), null);
        }
        table.put(network, ban.until(), ban.rule());
    }

    private static Ban ban(byte[] value) {
        try {
            return Topic.BANS.read(value);
        } catch (EventFormatException e) {
            throw new UnreadableBanException(e.getMessage(), e);
        }
    }

    private static Network network(String key) {
        try {
            return Network.of(key);
        } catch (IllegalArgumentException e) {
            throw new UnreadableBanException("key: " + e.getMessage(), e);
        }
    }
}
