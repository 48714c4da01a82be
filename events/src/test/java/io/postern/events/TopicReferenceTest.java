package io.postern.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// docs/reference/topics.md is written from the declarations; `-Dpostern.refresh=true` writes it anew.
class TopicReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/topics.md");

    @Test
    void theReferenceSaysWhatTheCodeDeclares() throws IOException {
        String page = page();
        if (Boolean.getBoolean("postern.refresh")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Topics

                <!-- Written from io.postern.events.Topic by TopicReferenceTest; refresh with
                     ./mvnw -pl events test -Dpostern.refresh=true -->

                Values are JSON, one event each; keys are text; time stamps are the broker's (LogAppendTime). Services create
                missing topics when they start and never change existing ones: a topic with another cleanup policy or fewer
                partitions is a warning in the log.

                | topic | key | value | partitions | cleanup | kept at least |
                | --- | --- | --- | --- | --- | --- |
                """);
        for (Topic<?> topic : Topic.ALL) {
            page.append("| `%s` | %s | %s | %d | %s | %s |%n"
                    .formatted(
                            topic.name(),
                            topic.keyedBy(),
                            topic.type().getSimpleName(),
                            topic.partitions(),
                            topic.cleanup().policy(),
                            topic.keep() == null ? "for ever" : topic.keep().toDays() + " days"));
        }
        page.append("\n## What lies in them\n");
        for (Topic<?> topic : Topic.ALL) {
            String golden = topic.type()
                            .getSimpleName()
                            .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                            .toLowerCase(java.util.Locale.ROOT)
                    + "-v1";
            page.append("%n### %s%n%n```json%n%s%n```%n"
                    .formatted(
                            topic.name(), Files.readString(Path.of("src/test/resources/golden/" + golden + ".json"))));
        }
        return page.toString();
    }
}
