package io.postern.policy;

import io.postern.events.EventFormatException;
import io.postern.events.Topic;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/// Profiles in bytes in, profiles out. One that cannot be read changes nothing: the enricher lays it aside itself
/// when it
/// comes upon it, and the next look-up replaces it.
final class ProfileProcessor extends ContextualProcessor<String, byte[], String, Object> {

    private static final Logger LOG = Logger.getLogger(ProfileProcessor.class);

    private final PolicyMetrics metrics;

    ProfileProcessor(PolicyMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            context().forward(record.withValue(Topic.PROFILES.read(record.value())));
        } catch (EventFormatException e) {
            metrics.deadLetter();
            LOG.warnf("a profile cannot be read client=%s why=%s", record.key(), e.getMessage());
        }
    }
}
