package io.postern.policy;

import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Network;
import io.postern.events.Topic;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.Exemptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

/// Publishes bans, and lifts them when their time is over or when the allow list, an operator's command or a host's
/// report says so.
///
/// Runs by the wall clock: what is over is over, whether or not anything else happens.
final class BanProcessor extends ContextualProcessor<String, Object, String, Ban> {

    private static final Logger LOG = Logger.getLogger(BanProcessor.class);

    /// A ban alone is committed at once; those that follow it within this time wait for the usual commit, for each
    /// commit costs the broker as much as hundreds of bans.
    private static final long BETWEEN_HURRIES_MS = 100;

    private final Exemptions exemptions;
    private final PolicyMetrics metrics;
    private KeyValueStore<String, Ban> bans;
    private AgendaTopology agenda;
    private int inForce;
    private long hurried;
    private Object checkedAgainst;

    BanProcessor(Exemptions exemptions, PolicyMetrics metrics) {
        this.exemptions = exemptions;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Ban> context) {
        super.init(context);
        checkedAgainst = null; // what was lifted in a transaction that failed must be lifted again
        bans = context.getStateStore(StateTopology.BANS);
        agenda = new AgendaTopology(context.getStateStore(StateTopology.AGENDA), AgendaTopology.Kind.BAN);
        context.schedule(PolicyTopology.LIFT_EVERY, PunctuationType.WALL_CLOCK_TIME, this::lift);
        try (KeyValueIterator<String, Ban> all = bans.all()) {
            while (all.hasNext()) {
                all.next();
                change(1);
            }
        }
    }

    @Override
    public void process(Record<String, Object> record) {
        switch (record.value()) {
            case Ban ordered -> publish(ordered, record.timestamp());
            case Conclusion(Decision decision, Optional<Ban> ban) -> {
                ban.ifPresent(one -> publish(one, record.timestamp()));
                if (decision.effect() == Effect.LIFTED) {
                    takeBack(decision, record.timestamp());
                }
            }
            default ->
                throw new IllegalStateException("no ban: " + record.value().getClass());
        }
    }

    private void publish(Ban ban, long timestamp) {
        String key = Topic.BANS.key().apply(ban);
        Ban known = bans.get(key);
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        if (!ban.isInForceAt(now) || !ban.outlasts(known) || pardon(ban, now).isPresent()) {
            return; // a backlog is worked off; another rule bans as long already; or it was unbanned meanwhile
        }
        bans.put(key, ban);
        agenda.add(ban.until().toEpochMilli(), key);
        change(known == null ? 1 : 0);
        LOG.infof("banned network=%s until=%s reason=%s", ban.network(), ban.until(), ban.reason());
        context().forward(new Record<>(key, ban, timestamp));
        hurry(now.toEpochMilli());
    }

    private void hurry(long now) {
        if (Math.abs(now - hurried) >= BETWEEN_HURRIES_MS) { // a wall clock may be set back
            hurried = now;
            context().commit();
        }
    }

    /// Only what the same rule did.
    private void takeBack(Decision decision, long timestamp) {
        String key = decision.network().orElseThrow().toString();
        Ban known = bans.get(key);
        if (known != null && known.rule().equals(decision.rule())) {
            lift(key, timestamp);
            LOG.infof("took a ban back network=%s rule=%s", key, decision.rule());
        }
    }

    private void lift(long now) {
        Instant time = Instant.ofEpochMilli(now);
        for (String key : agenda.takeDue(now)) {
            Ban ban = bans.get(key);
            if (ban != null && !ban.isInForceAt(time)) {
                lift(key, now);
            }
        }
        Object version = exemptions.version();
        if (!version.equals(checkedAgainst)) { // the only time when all bans are looked at
            liftedNow(time).forEach((key, why) -> {
                lift(key, now);
                LOG.infof("lifted a ban before its time network=%s why=%s", key, why);
            });
            checkedAgainst = version;
        }
    }

    /// Why which bans end before their time.
    private Map<String, String> liftedNow(Instant now) {
        Map<String, String> lifted = new LinkedHashMap<>();
        try (KeyValueIterator<String, Ban> all = bans.all()) {
            while (all.hasNext()) {
                KeyValue<String, Ban> ban = all.next();
                exemptions
                        .of(Network.of(ban.key), now)
                        .or(() -> pardon(ban.value, now))
                        .ifPresent(why -> lifted.put(ban.key, why));
            }
        }
        return lifted;
    }

    private Optional<String> pardon(Ban ban, Instant now) {
        return exemptions
                .standing()
                .pardoning(ban.network(), now)
                .filter(pardon -> !ban.from().isAfter(pardon.from()))
                .map(pardon -> "unbanned by " + pardon.author());
    }

    private void lift(String key, long now) {
        bans.delete(key);
        change(-1);
        context().forward(new Record<>(key, null, now));
    }

    private void change(int by) {
        inForce += by;
        metrics.bansInForce(by);
    }

    @Override
    public void close() {
        metrics.bansInForce(-inForce);
        inForce = 0;
    }
}
