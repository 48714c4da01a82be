package io.postern.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Topic;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    @Test
    void theChannelReadsTheDeclaredTopic() throws IOException {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new YamlConfigSource(getClass().getResource("/application.yaml")))
                .build();

        assertThat(config.getValue("mp.messaging.incoming." + AttemptConsumer.CHANNEL + ".topic", String.class))
                .isEqualTo(Topic.ATTEMPTS.name());
    }
}
