package io.postern.reporter.projections;

import io.postern.reporter.database.Statements;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Where each partition's projection stands: `report.position`, the only offsets that count.
final class Positions {

    /// Stored for a partition of which nothing has been projected yet.
    static final long NONE = -1;

    /// One partition's way in one transaction.
    record Step(TopicPartition partition, long from, long to) {}

    private static final String READ = """
            select p.topic, p.partition, p.next_offset
            from report.position p join unnest($1::text[], $2::int[]) as asked (topic, partition)
              using (topic, partition)""";

    private static final String BEGIN = """
            insert into report.position (topic, partition, next_offset)
            select topic, partition, next_offset
            from unnest($1::text[], $2::int[], $3::bigint[]) as new (topic, partition, next_offset)
            on conflict do nothing""";

    private static final String MOVE = """
            update report.position p
            set next_offset = step.goal
            from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) as step (topic, partition, start, goal)
            where p.topic = step.topic and p.partition = step.partition and p.next_offset = step.start""";

    private Positions() {}

    /// Every partition asked for, [#NONE] where nothing is stored.
    static Map<TopicPartition, Long> of(Collection<TopicPartition> partitions, Statements statements) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, NONE));
        statements
                .list(
                        row -> Map.entry(
                                new TopicPartition(
                                        row.text("topic"),
                                        row.number("partition").intValue()),
                                row.number("next_offset")),
                        READ,
                        new Columns<>(List.copyOf(partitions))
                                .with(String[]::new, TopicPartition::topic)
                                .with(Integer[]::new, TopicPartition::partition)
                                .arrays())
                .forEach(stored -> positions.put(stored.getKey(), stored.getValue()));
        return positions;
    }

    /// Moves them all, or throws so that the transaction ends without a trace.
    ///
    /// @throws OvertakenException when a position is not where this replica left it
    static void move(List<Step> steps, Statements statements) {
        List<Step> inOrder = steps.stream()
                .sorted(Comparator.comparing((Step step) -> step.partition().topic())
                        .thenComparing(step -> step.partition().partition()))
                .toList();
        List<Step> begin = inOrder.stream().filter(step -> step.from() == NONE).toList();
        List<Step> move = inOrder.stream().filter(step -> step.from() != NONE).toList();
        int moved = 0;
        if (!begin.isEmpty()) {
            moved += statements.update(
                    BEGIN, partitions(begin).with(Long[]::new, Step::to).arrays());
        }
        if (!move.isEmpty()) {
            moved += statements.update(
                    MOVE,
                    partitions(move)
                            .with(Long[]::new, Step::from)
                            .with(Long[]::new, Step::to)
                            .arrays());
        }
        if (moved != steps.size()) {
            throw new OvertakenException(steps.size(), moved);
        }
    }

    private static Columns<Step> partitions(List<Step> steps) {
        return new Columns<>(steps)
                .with(String[]::new, step -> step.partition().topic())
                .with(Integer[]::new, step -> step.partition().partition());
    }
}
