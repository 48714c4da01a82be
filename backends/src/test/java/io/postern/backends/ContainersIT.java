package io.postern.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The other provider, on machines that have an engine and the images.
class ContainersIT {
    @TempDir
    Path directory;

    @Test
    void containersAnswerLikeTheEmbeddedOnes() throws IOException, InterruptedException, SQLException {
        Backends.Plan plan = Backends.Plan.once(directory);
        for (BackEnd backEnd : BackEnd.values()) {
            assumeTrue(Containers.present(backEnd), () -> "no container engine with an image of " + backEnd.label());
            plan = plan.with(backEnd, new Source.Container());
        }

        try (Backends backends = Backends.start(plan)) {
            Clients.createTopic(backends.kafka(), "contained");
            Clients.produce(backends.kafka(), "contained", "zstd", "one");
            Clients.execute(backends.postgres(), "create table contained as select generate_series(1, 10)");

            assertThat(Clients.consume(backends.kafka(), "contained", 1)).containsExactly("one");
            assertThat(Clients.count(backends.postgres(), "contained")).isEqualTo(10);
            assertThat(Clients.ask(backends.redis(), "PING")).isEqualTo("+PONG");
        }
    }
}
