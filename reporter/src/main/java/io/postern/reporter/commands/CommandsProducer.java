package io.postern.reporter.commands;

import io.postern.events.OperatorCommand;
import io.postern.events.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes commands, and returns only when the broker has all of them.
@Singleton
class CommandsProducer {

    private static final int SECONDS = 8;

    private final Map<String, Object> kafka;
    private Producer<String, byte[]> producer;

    @Inject
    CommandsProducer(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /// @throws KafkaException when the broker does not take them now: some may be there, and sending all of them again
    ///     under the same ids does no harm
    void send(List<OperatorCommand> commands) {
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (OperatorCommand command : commands) {
                sent.add(producer().send(Topic.COMMANDS.record(command)));
            }
            for (Future<?> each : sent) {
                each.get(2 * SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("commands not taken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while sending commands", e);
        }
    }

    /// Made when first needed: hardly any process gives commands.
    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put("client.id", "postern-reporter-commands");
            settings.put("enable.idempotence", true);
            settings.put("acks", "all");
            settings.put("compression.type", "zstd");
            settings.put("linger.ms", 5);
            settings.put("max.block.ms", SECONDS * 1000);
            settings.put("delivery.timeout.ms", SECONDS * 1000);
            settings.put("request.timeout.ms", SECONDS * 500);
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
