package io.postern.cli.brokers;

import io.postern.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/// Questions to Kafka, each with an end to its time.
///
/// @param servers as in `bootstrap.servers`
public record Brokers(String servers, Duration patience) {

    /// What the host writes to.
    private static final List<Topic<?>> WRITTEN = List.of(Topic.ATTEMPTS, Topic.MAILFLOW, Topic.HOSTS);

    /// No answer, or none that helps. The message is for people.
    public static final class SilentException extends Exception {

        private static final long serialVersionUID = 1L;

        SilentException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// How many brokers there are.
    public int count() throws SilentException {
        try (Admin admin = admin()) {
            return admin.describeCluster().nodes().get().size();
        } catch (KafkaException | ExecutionException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw silent(e);
        }
    }

    /// Topics that a host writes to and that are not there.
    public List<String> missingTopics() throws SilentException {
        try (Admin admin = admin()) {
            Set<String> there = admin.listTopics().names().get();
            return WRITTEN.stream()
                    .map(Topic::name)
                    .filter(name -> !there.contains(name))
                    .toList();
        } catch (KafkaException | ExecutionException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw silent(e);
        }
    }

    private Admin admin() {
        int millis = Math.toIntExact(patience.toMillis());
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "postern-doctor",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis));
    }

    SilentException silent(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new SilentException(
                servers + " does not answer within " + patience.toMillis() + " ms: " + root.getMessage(), e);
    }
}
