package io.postern.reporter.projections;

import io.postern.events.EventFormatException;
import io.postern.events.Topic;
import io.postern.reporter.database.DataRefusedException;
import io.postern.reporter.database.DatabaseAwayException;
import io.postern.reporter.database.DatabaseClient;
import io.postern.reporter.projections.Positions.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// One membership in the consumer group, from subscribing to leaving. Used by one thread.
///
/// A partition is paused from its assignment until its stored position is known, and again after anything went wrong:
/// polling goes on meanwhile, so that an outage of the database costs no membership.
final class BatchesConsumer implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BatchesConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Consumer<String, byte[]> consumer;
    private final DatabaseClient database;
    private final LaidAside laidAside;
    private final Progress progress;
    private final Backoff backoff;

    /// What this replica knows to be stored, for the partitions it projects.
    private final Map<TopicPartition, Long> stored = new HashMap<>();

    private final Set<TopicPartition> waiting = new HashSet<>();
    private long resumeAt = System.nanoTime();
    private long idleAt = System.nanoTime();

    BatchesConsumer(
            Consumer<String, byte[]> consumer,
            DatabaseClient database,
            LaidAside laidAside,
            Progress progress,
            Backoff backoff) {
        this.consumer = consumer;
        this.database = database;
        this.laidAside = laidAside;
        this.progress = progress;
        this.backoff = backoff;
        consumer.subscribe(TopicsClient.PROJECTED.stream().map(Topic::name).toList(), this);
    }

    /// @throws UnreadableException when nobody should go on before a human has looked
    void step() {
        try {
            if (!waiting.isEmpty() && System.nanoTime() - resumeAt >= 0) {
                position();
            }
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                project(records);
                backoff.reset();
            } else if (waiting.isEmpty() && System.nanoTime() - idleAt >= 0) {
                storeIdlePositions();
                backoff.reset();
            }
        } catch (DatabaseAwayException | OvertakenException | KafkaException e) {
            retreat(e);
        }
    }

    private void position() {
        Positions.of(waiting, database.statements()).forEach((partition, next) -> {
            if (next == Positions.NONE) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, next);
            }
            stored.put(partition, next);
        });
        consumer.resume(waiting);
        waiting.clear();
        idleAt = System.nanoTime() + IDLE.toNanos();
        progress.running();
    }

    private void project(ConsumerRecords<String, byte[]> records) {
        List<Step> steps = steps(records.partitions());
        Batch batch = new Batch();
        for (ConsumerRecord<String, byte[]> each : records) {
            read(each, batch);
        }
        try {
            store(batch, steps);
        } catch (DataRefusedException e) {
            LOG.warnf("the database refused a batch, its records are tried one by one: why=%s", e.getMessage());
            for (ConsumerRecord<String, byte[]> each : records) {
                projectAlone(each);
            }
            store(new Batch(), steps(records.partitions()));
        }
        laidAside.forget();
        progress.report(consumer);
    }

    private void read(ConsumerRecord<String, byte[]> each, Batch batch) {
        if (laidAside.has(each)) {
            return;
        }
        try {
            batch.add(each);
            laidAside.readable();
        } catch (IllegalArgumentException | EventFormatException e) {
            laidAside.lay(each, e);
        }
    }

    private void projectAlone(ConsumerRecord<String, byte[]> record) {
        Batch batch = new Batch();
        read(record, batch);
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        List<Step> step = List.of(new Step(partition, stored.get(partition), record.offset() + 1));
        try {
            store(batch, step);
        } catch (DataRefusedException e) {
            laidAside.lay(record, e);
            store(new Batch(), step);
        }
    }

    /// What transactions leave between records moves the position too, and only so does the lag come down to nothing.
    private void storeIdlePositions() {
        store(new Batch(), steps(stored.keySet()));
        progress.report(consumer);
        idleAt = System.nanoTime() + IDLE.toNanos();
    }

    private List<Step> steps(Collection<TopicPartition> partitions) {
        List<Step> steps = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long next = consumer.position(partition, IDLE);
            if (next != stored.get(partition)) {
                steps.add(new Step(partition, stored.get(partition), next));
            }
        }
        return steps;
    }

    private void store(Batch batch, List<Step> steps) {
        if (steps.isEmpty() && batch.isEmpty()) {
            return;
        }
        database.inTransaction(statements -> Projections.apply(batch, steps, statements));
        steps.forEach(step -> stored.put(step.partition(), step.to()));
        progress.stored(batch);
    }

    /// Forgets everything about the partitions and asks the database again, a little later.
    private void retreat(RuntimeException why) {
        progress.waiting(why);
        Set<TopicPartition> assigned = consumer.assignment();
        consumer.pause(assigned);
        waiting.addAll(assigned);
        stored.clear();
        resumeAt = System.nanoTime() + backoff.next().toNanos();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        waiting.addAll(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        stored.keySet().removeAll(partitions);
        waiting.removeAll(partitions);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
