package io.postern.reporter.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Topic;
import io.postern.reporter.status.Status.TopicState;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagTest {

    private static final String BANS = Topic.BANS.name();
    private static final TopicPartition FIRST = new TopicPartition(BANS, 0);
    private static final TopicPartition SECOND = new TopicPartition(BANS, 1);

    @Test
    void partitionsAreSummedUp() {
        assertThat(Lag.byTopic(Map.of(FIRST, 10L, SECOND, 5L), Map.of(FIRST, 7L, SECOND, 5L)))
                .contains(new TopicState(BANS, 12, 15L, 3L));
    }

    @Test
    void aPartitionWithoutAPositionIsAllLag() {
        assertThat(Lag.byTopic(Map.of(FIRST, 10L), Map.of())).contains(new TopicState(BANS, 0, 10L, 10L));
    }

    @Test
    void whatWasProjectedAfterTheEndWasAskedForIsNoNegativeLag() {
        assertThat(Lag.byTopic(Map.of(FIRST, 10L), Map.of(FIRST, 12L))).contains(new TopicState(BANS, 12, 10L, 0L));
    }

    @Test
    void withoutTheBrokerTheEndIsNotKnown() {
        assertThat(Lag.byTopic(null, Map.of(FIRST, 12L))).contains(new TopicState(BANS, 12, null, null));
    }
}
