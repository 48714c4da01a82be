package io.postern.policy;

import io.postern.events.Ban;
import io.postern.events.DeadLetter;
import io.postern.events.EventFormatException;
import io.postern.events.OperatorCommand;
import io.postern.events.Topic;
import io.postern.policy.deciding.Answer;
import io.postern.policy.deciding.Commands;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

/// Commands in; outcomes, bans and what stands for all out. A command that comes again under its id is passed over.
final class CommandProcessor extends ContextualProcessor<String, byte[], String, Object> {

    private static final Logger LOG = Logger.getLogger(CommandProcessor.class);

    /// Writers try again for minutes.
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final Commands commands;
    private final PolicyMetrics metrics;
    private KeyValueStore<String, Long> answered;
    private KeyValueStore<String, Ban> bans;
    private AgendaTopology agenda;

    CommandProcessor(Commands commands, PolicyMetrics metrics) {
        this.commands = commands;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        answered = context.getStateStore(StateTopology.COMMANDS);
        bans = context.getStateStore(StateTopology.BANS);
        agenda = new AgendaTopology(context.getStateStore(StateTopology.AGENDA), AgendaTopology.Kind.COMMAND);
        context.schedule(
                PolicyTopology.TIDY_EVERY,
                PunctuationType.STREAM_TIME,
                now -> agenda.takeDue(now).forEach(answered::delete));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            if (record.value() == null) {
                return; // a command cannot be unsaid
            }
            obey(Topic.COMMANDS.read(record.value()), record.timestamp());
        } catch (EventFormatException e) {
            metrics.deadLetter();
            DeadLetter letter = ReadProcessor.letter(
                    context().recordMetadata().orElseThrow(), context().currentSystemTimeMs(), record, e.getMessage());
            context().forward(new Record<>(letter.topic(), letter, record.timestamp()), PolicyTopology.DEAD_LETTERS);
        }
    }

    private void obey(OperatorCommand command, long timestamp) {
        if (answered.get(command.id()) != null) {
            return;
        }
        long until = timestamp + REMEMBERED.toMillis();
        answered.put(command.id(), until);
        agenda.add(until, command.id());
        Answer answer =
                commands.answer(command, Instant.ofEpochMilli(timestamp), network -> bans.get(network.toString()));
        metrics.answered(answer.outcome());
        LOG.infof(
                "command answered id=%s author=%s order=%s target=%s result=%s dry-run=%s words=%s",
                command.id(),
                command.author(),
                command.order().getClass().getSimpleName(),
                command.target(),
                answer.outcome().result().wire(),
                command.dryRun(),
                answer.outcome().words());
        context().forward(new Record<>(command.target(), answer.outcome(), timestamp), PolicyTopology.OUTCOMES);
        answer.ban()
                .ifPresent(ban -> context()
                        .forward(new Record<>(Topic.BANS.key().apply(ban), ban, timestamp), PolicyTopology.BAN));
        answer.entry()
                .ifPresent(
                        entry -> context().forward(new Record<>(entry.key(), entry, timestamp), PolicyTopology.LISTS));
    }
}
