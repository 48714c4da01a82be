package io.postern.collector.shipping;

import io.postern.collector.following.Receipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Records of one source that travel together, in their order: a request with one record costs a host as much processor
/// time as one with forty. An urgent one, and all before it, goes at the next [#settle]; others wait a second for
/// company.
///
/// Nothing is lost in a crash: until a record is shipped, its line is not safe.
final class Outbox {

    private record Waiting(ProducerRecord<String, byte[]> record, Receipt.Deferred fate) {}

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST = 256;

    private final EventProducer producer;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean urgent;
    private long since;

    Outbox(EventProducer producer) {
        this.producer = producer;
    }

    boolean hasRoom() {
        if (waiting.size() >= MOST) {
            shipAll();
        }
        return waiting.size() < MOST && producer.hasRoom();
    }

    /// @param now by a clock that never goes back, in nanoseconds
    Receipt put(ProducerRecord<String, byte[]> record, boolean isUrgent, long now) {
        Waiting put = new Waiting(record, Receipt.deferred());
        since = waiting.isEmpty() ? now : since;
        urgent |= isUrgent;
        waiting.add(put);
        return put.fate;
    }

    /// Ships what is urgent or waited long enough, as long as there is room.
    void settle(long now) {
        if (urgent || !waiting.isEmpty() && now - since >= PATIENCE.toNanos()) {
            shipAll();
        }
    }

    /// Ships all that there is room for.
    void shipAll() {
        while (!waiting.isEmpty() && producer.hasRoom()) {
            Waiting next = waiting.remove();
            next.fate.settle(producer.send(next.record));
        }
        urgent = urgent && !waiting.isEmpty();
    }

    /// Forgets all: it will be offered again.
    void clear() {
        waiting.clear();
        urgent = false;
    }
}
