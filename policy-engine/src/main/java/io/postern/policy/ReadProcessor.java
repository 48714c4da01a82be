package io.postern.policy;

import io.postern.events.AttemptEnriched;
import io.postern.events.DeadLetter;
import io.postern.events.EventFormatException;
import io.postern.events.Topic;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;

/// Bytes in, attempts out. What cannot be read goes to the dead letters, in the same transaction in which it is
/// passed
/// over.
final class ReadProcessor extends ContextualProcessor<String, byte[], String, Object> {

    private static final Logger LOG = Logger.getLogger(ReadProcessor.class);

    private final PolicyMetrics metrics;
    private final int maxUnreadable;
    private int unreadableInARow;

    ReadProcessor(PolicyMetrics metrics, int maxUnreadable) {
        this.metrics = metrics;
        this.maxUnreadable = maxUnreadable;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        unreadableInARow = 0; // after a transaction that failed the same ones come again
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            if (record.value() == null) {
                deadLetter(record, "no value");
                return;
            }
            AttemptEnriched enriched = Topic.ENRICHED.read(record.value());
            unreadableInARow = 0;
            metrics.read();
            // One client's attempts must meet in one place, and what the value says is what counts.
            context().forward(record.withValue(enriched), PolicyTopology.CORRELATE);
            context().forward(record.withValue(enriched), PolicyTopology.LOOK_UP);
        } catch (EventFormatException e) {
            deadLetter(record, e.getMessage());
        }
    }

    private void deadLetter(Record<String, byte[]> record, String why) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        metrics.deadLetter();
        DeadLetter letter = letter(from, context().currentSystemTimeMs(), record, why);
        context().forward(new Record<>(letter.topic(), letter, record.timestamp()), PolicyTopology.DEAD_LETTERS);
        if (++unreadableInARow > maxUnreadable) {
            throw new UnreadableTopicException(from.topic(), unreadableInARow);
        }
    }

    static DeadLetter letter(RecordMetadata from, long now, Record<String, byte[]> record, String why) {
        LOG.warnf(
                "an unreadable record goes to the dead letters topic=%s partition=%d offset=%d why=%s",
                from.topic(), from.partition(), from.offset(), why);
        return new DeadLetter(
                from.topic(),
                from.partition(),
                from.offset(),
                PolicyTopology.SERVICE,
                Instant.ofEpochMilli(now),
                why,
                record.key(),
                record.value());
    }

    /// The topic is not what it should be; going on would empty it into the dead letters.
    static final class UnreadableTopicException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnreadableTopicException(String topic, int inARow) {
            super("topic " + topic + " holds " + inARow + " unreadable records in a row: not going on");
        }
    }
}
