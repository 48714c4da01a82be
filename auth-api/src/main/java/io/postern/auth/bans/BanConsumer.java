package io.postern.auth.bans;

import io.postern.auth.broker.Retries;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/// Reads the bans topic into the view: all of it from the beginning, then what comes, for as long as the process
/// lives.
///
/// Needs no group and commits nothing, since every replica holds every ban. When its place in the topic is gone, or
/// the broker was away for so long that tombstones may be, it reads everything anew beside the bans that answer
/// meanwhile.
public final class BanConsumer implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BanConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// @param freshnessCheck how often to ask the broker whether this is all there is
    /// @param reloadAfter how long without such an answer until everything is read anew
    /// @param poisonLimit unreadable records in a row that end the reading
    public record Settings(Duration freshnessCheck, Duration reloadAfter, int poisonLimit) {}

    private final Supplier<Consumer<String, byte[]>> readers;
    private final BanView view;
    private final BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters;
    private final Retries retries;
    private final Clock clock;
    private final Settings settings;

    private volatile Consumer<String, byte[]> current;
    private int poisonedInARow;
    private String lastComplaint;

    public BanConsumer(
            Supplier<Consumer<String, byte[]>> readers,
            BanView view,
            BiConsumer<ConsumerRecord<String, byte[]>, Exception> deadLetters,
            Retries retries,
            Clock clock,
            Settings settings) {
        this.readers = readers;
        this.view = view;
        this.deadLetters = deadLetters;
        this.retries = retries;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public void run() {
        try {
            boolean running = true;
            while (running && !retries.isStopped()) {
                running = readUntilBroken();
            }
        } catch (PoisonedTopicException e) {
            LOG.errorf("Reading bans ended: %s", e.getMessage());
            view.isBroken(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Reading bans ended", e);
            view.isBroken(e.toString());
        }
    }

    /// @return whether to begin anew
    private boolean readUntilBroken() {
        try {
            readFromTheBeginning();
            return true;
        } catch (KafkaException e) {
            if (!e.toString().equals(lastComplaint)) { // the same trouble every few seconds is one piece of news
                LOG.warnf("Reading bans begins anew: %s", e);
                lastComplaint = e.toString();
            }
            return retries.pause(PAUSE);
        }
    }

    /// Returns when told to stop; throws when the reading must begin anew, or cannot go on.
    private void readFromTheBeginning() {
        try (Consumer<String, byte[]> consumer = readers.get()) {
            current = consumer;
            BanPartitions partitions = new BanPartitions(consumer, clock);
            BanTable table = new BanTable();
            boolean whole = false;
            poisonedInARow = 0;
            while (!retries.isStopped()) {
                partitions.askWhenDue(settings.freshnessCheck());
                readMore(consumer, table);
                if (partitions.reachedEnds()) {
                    if (!whole) {
                        LOG.infof("Bans are complete: bans=%d partitions=%d", table.size(), partitions.count());
                        whole = true;
                        lastComplaint = null;
                    }
                    view.complete(table, partitions.askedAt());
                }
                if (whole && staleTooLong()) {
                    throw new KafkaException("the broker was away for longer than " + settings.reloadAfter());
                }
            }
        } catch (WakeupException e) {
            LOG.debug("Stopped while waiting for bans");
        } finally {
            current = null;
        }
    }

    private void readMore(Consumer<String, byte[]> consumer, BanTable table) {
        if (consumer.assignment().isEmpty()) { // the broker has not told the partitions yet
            retries.pause(POLL);
            return;
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            try {
                BanRecord.apply(record, table);
                poisonedInARow = 0;
            } catch (UnreadableBanException e) {
                setAside(record, e);
            }
        }
    }

    private void setAside(ConsumerRecord<String, byte[]> record, UnreadableBanException why) {
        LOG.errorf(
                "Unreadable ban set aside: topic=%s partition=%d offset=%d why=%s",
                record.topic(), record.partition(), record.offset(), why.getMessage());
        deadLetters.accept(record, why);
        if (++poisonedInARow >= settings.poisonLimit()) {
            throw new PoisonedTopicException(poisonedInARow + " unreadable records in a row in " + record.topic());
        }
    }

    private boolean staleTooLong() {
        return view.staleness()
                .filter(age -> age.compareTo(settings.reloadAfter()) > 0)
                .isPresent();
    }

    /// Ends [#run] soon; the bans read so far stay.
    @Override
    public void close() {
        retries.close();
        Optional.ofNullable(current).ifPresent(Consumer::wakeup);
    }
}
