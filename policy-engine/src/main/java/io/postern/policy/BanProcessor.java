package io.postern.policy;

import io.postern.events.Ban;
import io.postern.events.Network;
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
final class BanProcessor extends ContextualProcessor<String, Ban, String, Ban> {

    private static final Logger LOG = Logger.getLogger(BanProcessor.class);

    private final Exemptions exemptions;
    private final PolicyMetrics metrics;
    private KeyValueStore<String, Ban> bans;
    private AgendaTopology agenda;
    private int inForce;
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
    public void process(Record<String, Ban> record) {
        Ban ban = record.value();
        Ban known = bans.get(record.key());
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        if (!ban.isInForceAt(now) || !ban.outlasts(known) || pardon(ban, now).isPresent()) {
            return; // a backlog is worked off; another rule bans as long already; or it was unbanned meanwhile
        }
        bans.put(record.key(), ban);
        agenda.add(ban.until().toEpochMilli(), record.key());
        change(known == null ? 1 : 0);
        LOG.infof("banned network=%s until=%s reason=%s", ban.network(), ban.until(), ban.reason());
        context().forward(record);
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
