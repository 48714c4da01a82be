package io.postern.reporter.projections;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Records that were laid aside, each once even if its batch is tried again, and how many came in a row.
final class LaidAside {

    private record Place(String topic, int partition, long offset) {}

    private final DeadLettersProducer deadLetters;
    private final int allowedInARow;
    private final Set<Place> places = new HashSet<>();
    private int inARow;

    LaidAside(DeadLettersProducer deadLetters, int allowedInARow) {
        this.deadLetters = deadLetters;
        this.allowedInARow = allowedInARow;
    }

    boolean has(ConsumerRecord<String, byte[]> record) {
        return places.contains(placeOf(record));
    }

    void readable() {
        inARow = 0;
    }

    /// @throws UnreadableException when it is one too many
    void lay(ConsumerRecord<String, byte[]> record, Exception why) {
        deadLetters.lay(record, why);
        places.add(placeOf(record));
        if (++inARow >= allowedInARow) {
            throw new UnreadableException(inARow);
        }
    }

    /// Their batch is stored: they will not come again.
    void forget() {
        places.clear();
    }

    private static Place placeOf(ConsumerRecord<String, byte[]> record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }
}
