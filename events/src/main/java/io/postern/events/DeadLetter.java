package io.postern.events;

import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record that a service could not read, kept as it was so that nothing is lost. Keyed by the topic it came from.
///
/// @param reader the service that could not read it
/// @param why what was wrong, with the field where it is known
/// @param key the record's key as text; null when it had none
/// @param value the record's bytes (base64 in JSON); null for a tombstone
public record DeadLetter(
        String topic, int partition, long offset, String reader, Instant at, String why, String key, byte[] value)
        implements Event {

    /// In base64 still under what a broker takes by default; what is longer is cut, and the letter says so.
    private static final int MOST_BYTES = 700_000;

    public DeadLetter {
        Require.text(topic, "topic");
        Require.atLeast(0, partition, "partition");
        Require.atLeast(0L, offset, "offset");
        Require.text(reader, "reader");
        Require.present(at, "at");
        why = Text.clean(Require.text(why, "why"));
        key = Text.clean(key);
        if (value != null && value.length > MOST_BYTES) {
            why += " (value cut from " + value.length + " bytes)";
            value = Arrays.copyOf(value, MOST_BYTES);
        }
    }

    public static DeadLetter of(ConsumerRecord<String, byte[]> record, String reader, Exception why, Instant at) {
        return new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                reader,
                at,
                String.valueOf(why.getMessage()),
                record.key(),
                record.value());
    }
}
