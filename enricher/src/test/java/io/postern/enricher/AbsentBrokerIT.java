package io.postern.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.ReverseName.Status;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = AbsentBroker.class, restrictToAnnotatedClass = true)
class AbsentBrokerIT {

    AbsentBroker broker;

    @TestHTTPResource("/q/health/live")
    URI live;

    @TestHTTPResource("/q/health/ready")
    URI ready;

    @Test
    void aBrokerThatIsAwayAtTheStartIsWaitedFor() throws Exception {
        assertThat(status(live)).isEqualTo(200);
        assertThat(status(ready)).isEqualTo(503);

        try (Topics topics = new Topics(broker.comes())) {
            for (int i = 0; i < 120 && status(ready) != 200; i++) {
                Thread.sleep(250);
            }
            assertThat(status(ready)).isEqualTo(200);
            topics.send(Topic.ATTEMPTS.record(new AttemptObserved(
                    "a1",
                    Instant.parse("2026-01-15T12:00:00Z"),
                    "mx1.example.org",
                    Source.POSTFIX_SASL,
                    Service.SUBMISSION,
                    Address.of("203.0.113.7"),
                    null,
                    Outcome.FAILED,
                    1,
                    null,
                    null,
                    null)));

            AttemptEnriched enriched =
                    topics.await(Topic.ENRICHED, 1, one -> true).getFirst();
            assertThat(enriched.profile().reverse().status()).isEqualTo(Status.NOT_ASKED);
            assertThat(enriched.profile().place().status()).isEqualTo(Lookup.NO_DATABASE);
        }
    }

    private static int status(URI uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
