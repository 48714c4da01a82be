package io.postern.policy;

import io.postern.events.EventFormatException;
import io.postern.events.Topic;
import io.postern.policy.deciding.OwnHosts;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

/// Keeps up with the addresses that the mail hosts report as their own.
final class HostsProcessor implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = Logger.getLogger(HostsProcessor.class);

    private final OwnHosts ownHosts;
    private final PolicyMetrics metrics;
    private KeyValueStore<String, byte[]> hosts;

    HostsProcessor(OwnHosts ownHosts, PolicyMetrics metrics) {
        this.ownHosts = ownHosts;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        hosts = context.getStateStore(StateTopology.HOSTS);
        try (KeyValueIterator<String, byte[]> all = hosts.all()) { // what was there before this process
            while (all.hasNext()) {
                KeyValue<String, byte[]> report = all.next();
                take(report.key, report.value);
            }
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() == null) {
            return; // a compacted topic has none
        }
        hosts.put(record.key(), record.value());
        take(record.key(), record.value());
    }

    /// A report that cannot be read changes nothing: an address too many on the list of our own does less harm than one
    /// too few.
    private void take(String host, byte[] report) {
        try {
            ownHosts.report(
                    host, report == null ? List.of() : Topic.HOSTS.read(report).addresses());
        } catch (EventFormatException e) {
            metrics.deadLetter();
            LOG.warnf("a host's report cannot be read host=%s why=%s", host, e.getMessage());
        }
    }
}
