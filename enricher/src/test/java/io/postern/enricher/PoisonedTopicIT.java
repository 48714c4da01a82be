package io.postern.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = AbsentBroker.class, restrictToAnnotatedClass = true)
class PoisonedTopicIT {

    AbsentBroker broker;

    @TestHTTPResource("/q/health/live")
    URI live;

    @Test
    void tooMuchPoisonInARowStopsTheEnricher() throws Exception {
        try (Topics topics = new Topics(broker.comes())) {
            IntStream.range(0, 20).forEach(i -> topics.send(poison(i)));

            for (int i = 0; i < 240 && isAlive(); i++) {
                Thread.sleep(250);
            }
            assertThat(isAlive()).isFalse();
            assertThat(topics.await(Topic.DEAD_LETTERS, 3, letter -> true)).hasSize(3);
        }
    }

    /// One key, one partition, one order.
    private static ProducerRecord<String, byte[]> poison(int i) {
        return new ProducerRecord<>(Topic.ATTEMPTS.name(), "x", ("no attempt " + i).getBytes(StandardCharsets.UTF_8));
    }

    private boolean isAlive() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        }
    }
}
