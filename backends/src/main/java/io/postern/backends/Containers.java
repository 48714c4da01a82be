package io.postern.backends;

import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/// Throw-away containers. Images are never pulled: a test run must not depend on a registry.
final class Containers {
    private static final String NAME = "postern";
    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;

    private Containers() {}

    /// Whether an engine answers, has the image, and has what clears containers away after a crash.
    static boolean present(BackEnd backEnd) {
        boolean reachable = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return reachable
                && DockerClientFactory.instance().isDockerAvailable()
                && hasImage(image(backEnd))
                && (Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED")) || hasReaper());
    }

    static Running start(BackEnd backEnd) {
        if (!present(backEnd)) {
            throw new ComponentFailedException("no container engine with the images " + image(backEnd)
                    + " and testcontainers/ryuk" + "; pull them, or set POSTERN_BACKENDS=embedded");
        }
        return switch (backEnd) {
            case KAFKA -> kafka();
            case POSTGRES -> postgres();
            case REDIS -> redis();
        };
    }

    private static Running kafka() {
        KafkaContainer kafka = new KafkaContainer(DockerImageName.parse(image(BackEnd.KAFKA)))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        kafka.start();
        String address = kafka.getBootstrapServers().replaceFirst("^.*://", "");
        return new Running.Contained(new Address.Kafka(address), kafka::stop);
    }

    private static Running postgres() {
        GenericContainer<?> postgres = new GenericContainer<>(image(BackEnd.POSTGRES))
                .withEnv("POSTGRES_USER", NAME)
                .withEnv("POSTGRES_PASSWORD", NAME)
                .withExposedPorts(POSTGRES_PORT)
                // It starts twice: once to create the database, once to stay.
                .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2));
        postgres.start();
        return new Running.Contained(
                new Address.Postgres(postgres.getHost(), postgres.getMappedPort(POSTGRES_PORT), NAME, NAME, NAME),
                postgres::stop);
    }

    private static Running redis() {
        GenericContainer<?> redis = new GenericContainer<>(image(BackEnd.REDIS)).withExposedPorts(REDIS_PORT);
        redis.start();
        return new Running.Contained(
                new Address.Redis("redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT)), redis::stop);
    }

    /// `POSTERN_BACKENDS_KAFKA_IMAGE` (or POSTGRES, REDIS) names another one.
    private static String image(BackEnd backEnd) {
        String usual = switch (backEnd) {
            case KAFKA -> "apache/kafka:4.1.1";
            case POSTGRES -> "postgres:18-alpine";
            case REDIS -> "redis:6.2-alpine";
        };
        return Switch.of("postern.backends." + backEnd.label() + ".image").orElse(usual);
    }

    private static boolean hasReaper() {
        return !DockerClientFactory.instance()
                .client()
                .listImagesCmd()
                .withImageNameFilter("testcontainers/ryuk")
                .exec()
                .isEmpty();
    }

    private static boolean hasImage(String image) {
        try {
            return DockerClientFactory.instance()
                            .client()
                            .inspectImageCmd(image)
                            .exec()
                            .getId()
                    != null;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
