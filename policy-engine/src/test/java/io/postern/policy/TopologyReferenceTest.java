package io.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.events.SpecialPurpose;
import io.postern.policy.lists.Lists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.junit.jupiter.api.Test;

/// docs/reference/topology.md shows the topology as it is; `-Dpostern.refresh=true` writes it anew.
class TopologyReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/topology.md");

    @Test
    void theReferenceShowsTheTopologyAsItIs() throws IOException {
        String page = page(PolicyTopology.of(
                        new PolicyTopology.Settings(
                                () -> null,
                                () -> Lists.NONE,
                                SpecialPurpose.except(List.of()),
                                Duration.ofHours(1),
                                100,
                                StateTopology.Kind.DISK),
                        new PolicyMetrics(new SimpleMeterRegistry()))
                .describe());
        if (Boolean.getBoolean("postern.refresh")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page(TopologyDescription topology) {
        return """
                # The policy topology

                <!-- Written from the code by TopologyReferenceTest; refresh with
                     ./mvnw -Dquick -pl policy-engine -am test -Dpostern.refresh=true -->

                Kafka Streams application `postern-policy-engine`, exactly-once. Rectangles are nodes, rounded ones topics, cylinders state
                stores. Every store has a changelog topic `postern-policy-engine-STORE-changelog`, and all of them can be thrown away: the topics
                rebuild them. `hosts` and `standing` are whole in every instance; the others are split by client,
                or by account, network or autonomous system (`subject-…`).

                ```mermaid
                flowchart LR
                %s```

                As Kafka Streams itself describes it:

                ```
                %s```
                """.formatted(mermaid(topology), topology.toString().stripTrailing() + "\n");
    }

    private static String mermaid(TopologyDescription topology) {
        Set<String> lines = new TreeSet<>();
        topology.subtopologies().forEach(part -> part.nodes().forEach(node -> draw(node, lines)));
        topology.globalStores().forEach(global -> {
            draw(global.source(), lines);
            draw(global.processor(), lines);
        });
        return String.join("", lines);
    }

    private static void draw(Node node, Set<String> lines) {
        switch (node) {
            case Source source ->
                source.topicSet()
                        .forEach(topic -> source.successors()
                                .forEach(
                                        next -> lines.add("  %s([%s]) --> %s\n".formatted(topic, topic, next.name()))));
            case Sink sink ->
                sink.predecessors()
                        .forEach(from ->
                                lines.add("  %s --> %s([%s])\n".formatted(from.name(), sink.topic(), sink.topic())));
            case Processor processor -> {
                processor
                        .stores()
                        .forEach(store -> lines.add("  %s <-.-> %s[(%s)]\n".formatted(node.name(), store, store)));
                processor.successors().stream()
                        .filter(Processor.class::isInstance)
                        .forEach(next -> lines.add("  %s --> %s\n".formatted(node.name(), next.name())));
            }
            default -> throw new AssertionError("a new kind of node: " + node);
        }
    }
}
