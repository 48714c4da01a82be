package io.postern.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChannelTest {

    @Test
    void theChannelReadsTheDeclaredTopic() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/application.yaml")))
                .containsOnlyOnce("topic: postern.")
                .contains("topic: " + Topic.ATTEMPTS.name() + "\n");
    }
}
