package io.postern.auth.policy;

import io.postern.auth.broker.Retries;
import io.postern.events.AttemptObserved;
import io.postern.events.Topic;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;

/// Takes attempts without ever making the caller wait, which may be an event loop, and sends them from a thread of
/// its own.
///
/// While the broker is away they wait in memory, as long as there is room. What still waits when the process ends
/// is lost, and said: Dovecot would not repeat a report either, and its login line tells of the attempt again.
public final class AttemptProducer implements Predicate<AttemptObserved>, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AttemptProducer.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final BlockingQueue<AttemptObserved> waiting;
    private final Callable<Producer<String, byte[]>> connect;
    private final PolicyMetrics metrics;
    private final FloodGate gate;
    private final Retries retries = new Retries();

    private volatile boolean closing;
    private Thread thread;

    /// @param room how many attempts may wait
    /// @param connect makes a producer whose `send` waits when it has no room and whose records never expire
    public AttemptProducer(
            int room, Callable<Producer<String, byte[]>> connect, PolicyMetrics metrics, LongSupplier nanoTime) {
        this.waiting = new ArrayBlockingQueue<>(room);
        this.connect = connect;
        this.metrics = metrics;
        this.gate = new FloodGate(Duration.ofMinutes(1), nanoTime);
    }

    /// @return false when there is no room
    @Override
    public boolean test(AttemptObserved attempt) {
        boolean taken = !closing && waiting.offer(attempt);
        if (!taken) {
            gate.pass().ifPresent(others -> LOG.warnf("No room for attempts; others since=%d", others));
        }
        return taken;
    }

    public int waiting() {
        return waiting.size();
    }

    /// Begins to send. Attempts are taken before, too.
    public void start() {
        thread = Thread.ofPlatform().name("postern-auth-attempts").start(this::run);
    }

    private void run() {
        retries.until("make a producer of attempts", connect).ifPresent(producer -> {
            sendAll(producer);
            producer.close(FAREWELL); // what the broker does not confirm by then is counted as lost
        });
        if (!waiting.isEmpty()) {
            LOG.errorf("Attempts lost at the end: attempts=%d", waiting.size());
            waiting.forEach(attempt -> metrics.lost());
        }
    }

    private void sendAll(Producer<String, byte[]> producer) {
        try {
            while (!retries.isStopped() && !(closing && waiting.isEmpty())) {
                AttemptObserved next = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (next != null
                        && retries.until("send attempts", () -> send(producer, next))
                                .isEmpty()) {
                    metrics.lost();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Boolean send(Producer<String, byte[]> producer, AttemptObserved attempt) throws Exception {
        Delivery delivery = new Delivery();
        Future<RecordMetadata> unused = producer.send(Topic.ATTEMPTS.record(attempt), delivery); // it tells
        if (delivery.refusal != null) {
            throw delivery.refusal;
        }
        return true;
    }

    /// A producer tells of a lack of room here too, before `send` returns, and of everything later from its own
    /// thread.
    private final class Delivery implements Callback {

        private final Thread sender = Thread.currentThread();
        private Exception refusal; // the sender's own

        @Override
        public void onCompletion(RecordMetadata place, Exception failure) {
            if (failure == null) {
                return;
            }
            if (Thread.currentThread().equals(sender)) {
                refusal = failure;
            } else {
                metrics.lost();
                gate.pass().ifPresent(others -> LOG.errorf("Attempt lost: %s; others since=%d", failure, others));
            }
        }
    }

    /// Takes no more and gives those that wait some time to go.
    @Override
    public void close() {
        closing = true;
        try {
            if (thread != null && !thread.join(FAREWELL)) {
                retries.close();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
