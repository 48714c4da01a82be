package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What operators ask over HTTP, when there is nothing to follow.
@QuarkusTest
@QuarkusTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka"))
class CollectorHttpIT {

    @TestHTTPResource("/q")
    URL management;

    @Test
    void isReadyWithoutFilesAndSaysSo() {
        Eventually.within(Duration.ofSeconds(60), () -> get("/health/ready").contains("\"status\": \"UP\""));

        assertThat(get("/health/ready")).contains("nothing to follow");
        assertThat(get("/health/live")).contains("\"name\": \"collector\"").contains("\"status\": \"UP\"");
        assertThat(get("/metrics")).contains("postern_collector_shipping_seconds_count");
    }

    private String get(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(management + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
