package io.postern.testkit.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Topic;
import io.postern.events.TopicCreation;
import io.postern.testkit.backends.TestBackends;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicCreationIT {

    private static Admin admin;

    @BeforeAll
    static void connect() {
        admin = Admin.create(Map.of("bootstrap.servers", TestBackends.kafka().bootstrapServers()));
    }

    @AfterAll
    static void disconnect() {
        admin.close();
    }

    @Test
    void createsWhatIsMissingAndIsSatisfiedTheSecondTime() throws Exception {
        List<Topic<?>> topics = List.of(Topic.ATTEMPTS, Topic.HOSTS, Topic.DECISIONS);

        assertThat(TopicCreation.ensure(admin, topics)).isEmpty();
        assertThat(TopicCreation.ensure(admin, topics)).isEmpty();

        assertThat(admin.describeTopics(List.of(Topic.ATTEMPTS.name()))
                        .allTopicNames()
                        .get()
                        .get(Topic.ATTEMPTS.name())
                        .partitions())
                .hasSize(Topic.ATTEMPTS.partitions());
    }

    @Test
    void warnsOfAnExistingTopicThatDiffersAndLeavesItAsItIs() throws Exception {
        admin.createTopics(List.of(new NewTopic(Topic.BANS.name(), Optional.of(2), Optional.empty())
                        .configs(Map.of("cleanup.policy", "delete", "message.timestamp.type", "LogAppendTime"))))
                .all()
                .get();

        List<String> warnings = TopicCreation.ensure(admin, List.of(Topic.BANS));

        assertThat(warnings)
                .containsExactlyInAnyOrder(
                        "topic postern.bans.v1 has 2 partitions, fewer than the declared 6: it cannot spread as far, and "
                                + "topics that share a key must have the same number",
                        "topic postern.bans.v1 has cleanup.policy=delete instead of compact: left as it is");
        assertThat(admin.describeTopics(List.of(Topic.BANS.name()))
                        .allTopicNames()
                        .get()
                        .get(Topic.BANS.name())
                        .partitions())
                .hasSize(2);
    }
}
