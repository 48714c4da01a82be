package io.postern.collector.enforcing;

import io.postern.collector.following.Receipt;
import io.postern.collector.shipping.EventProducer;
import io.postern.events.EnforcementEvent;
import io.postern.events.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Events of this host's bans on their way to Kafka: kept until they are confirmed, and while Kafka is away.
///
/// Bounded: in a long outage the oldest are dropped and counted, for what is in force matters and not how it came.
public final class Reports implements Consumer<EnforcementEvent> {

    private record Sent(EnforcementEvent event, Receipt receipt) {}

    private static final Logger LOG = Logger.getLogger(Reports.class);
    private static final int MOST = 100_000;

    private final Deque<EnforcementEvent> waiting = new ArrayDeque<>();

    /// The collector's own.
    private final Deque<Sent> sent = new ArrayDeque<>();

    private long dropped;

    @Override
    public synchronized void accept(EnforcementEvent event) {
        if (waiting.size() >= MOST) {
            waiting.removeFirst();
            if (dropped++ == 0) {
                LOG.warnf("Kafka is away for too long: the oldest of %d enforcement events are dropped", MOST);
            }
        }
        waiting.addLast(event);
    }

    /// As many as the producer takes now. For the producer's thread, as the rest.
    public void send(EventProducer producer) {
        while (!sent.isEmpty() && sent.peekFirst().receipt().isSafe()) {
            sent.removeFirst();
        }
        while (producer.hasRoom()) {
            EnforcementEvent next = poll();
            if (next == null) {
                return;
            }
            sent.addLast(new Sent(next, producer.send(Topic.ENFORCEMENTS, next)));
        }
    }

    /// What is not confirmed will be sent again.
    public synchronized void rewind() {
        while (!sent.isEmpty()) {
            Sent last = sent.removeLast();
            if (!last.receipt().isSafe()) {
                waiting.addFirst(last.event());
            }
        }
    }

    private synchronized EnforcementEvent poll() {
        return waiting.pollFirst();
    }

    public synchronized int waiting() {
        return waiting.size();
    }

    public synchronized long dropped() {
        return dropped;
    }
}
