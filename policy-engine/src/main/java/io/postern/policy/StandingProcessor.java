package io.postern.policy;

import io.postern.events.EventFormatException;
import io.postern.events.Topic;
import io.postern.policy.deciding.Standing;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

/// Keeps up with what stands because operators' commands said so.
final class StandingProcessor implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = Logger.getLogger(StandingProcessor.class);

    private final Standing standing;
    private final PolicyMetrics metrics;
    private KeyValueStore<String, byte[]> entries;

    StandingProcessor(Standing standing, PolicyMetrics metrics) {
        this.standing = standing;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        entries = context.getStateStore(StateTopology.STANDING);
        try (KeyValueIterator<String, byte[]> all = entries.all()) { // what was there before this process
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                take(entry.key, entry.value);
            }
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return; // what is taken back is an entry that has ended
        }
        entries.put(record.key(), record.value());
        take(record.key(), record.value());
    }

    private void take(String key, byte[] value) {
        try {
            standing.take(Topic.LISTS.read(value));
        } catch (EventFormatException | IllegalArgumentException e) {
            metrics.deadLetter();
            LOG.warnf("an entry of a list cannot be read key=%s why=%s", key, e.getMessage());
        }
    }
}
