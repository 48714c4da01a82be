package io.postern.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The other provider, on machines that have an engine and the images.
class ContainersIT {
    @TempDir
    Path directory;

    /// Nothing to try where there is no engine, or not all images; nothing is pulled.
    @TestFactory
    Stream<DynamicTest> whereContainersCanRun() {
        return Stream.of(BackEnd.values()).allMatch(Containers::present)
                ? Stream.of(DynamicTest.dynamicTest(
                        "containers answer like the embedded ones", this::containersAnswerLikeTheEmbeddedOnes))
                : Stream.empty();
    }

    private void containersAnswerLikeTheEmbeddedOnes() throws IOException, InterruptedException, SQLException {
        Backends.Plan plan = Backends.Plan.once(directory);
        for (BackEnd backEnd : BackEnd.values()) {
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
