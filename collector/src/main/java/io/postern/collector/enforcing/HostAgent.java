package io.postern.collector.enforcing;

import io.postern.events.Address;
import io.postern.events.EnforcementEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;

/// The agent's other half as a whole: reads the bans, keeps them in force, and answers on the host's own socket.
public final class HostAgent implements AutoCloseable {

    /// @param host as reported
    /// @param pardons the file that remembers what was unlocked
    public record Settings(
            String host,
            boolean dryRun,
            AtStop atStop,
            Duration checkInterval,
            int maxBans,
            Path socket,
            Path pardons) {}

    /// @param bans asked for at each beginning of the reading
    /// @param addresses this host's own, loopback included
    public record Surroundings(
            Supplier<Consumer<String, byte[]>> bans,
            Supplier<Set<Address>> addresses,
            java.util.function.Consumer<EnforcementEvent> events,
            ClusterClock clock,
            LongSupplier nanoTime) {}

    private static final Logger LOG = Logger.getLogger(HostAgent.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_ADDRESSES = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(8);

    /// A correction of the clock that changes when bans end.
    private static final Duration MUCH = Duration.ofSeconds(5);

    private final Settings settings;
    private final Surroundings surroundings;
    private final Exemptions exemptions;
    private final Enforcing enforcing;
    private final Unlocking unlocking;
    private final BansConsumer reading;
    private final List<Keeper> keepers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private AgentSocket socket;
    private String socketTrouble;

    /// @throws IOException when what was unlocked can neither be read nor put aside
    public HostAgent(Settings settings, Surroundings surroundings, Exemptions exemptions, List<Enforcer> enforcers)
            throws IOException {
        this.settings = settings;
        this.surroundings = surroundings;
        this.exemptions = exemptions;
        ClusterClock clock = surroundings.clock();
        Pardons pardons = Pardons.open(settings.pardons());
        Announcer announcer = new Announcer(settings.host(), settings.dryRun(), clock, surroundings.events());
        enforcing = new Enforcing(exemptions, pardons, announcer, settings.maxBans());
        Keeper.Pace pace = Keeper.Pace.of(settings.checkInterval());
        enforcers.forEach(
                enforcer -> keepers.add(new Keeper(enforcer, enforcing, announcer, pace, surroundings.nanoTime())));
        enforcing.keep(keepers);
        unlocking = new Unlocking(enforcing, pardons, keepers, clock);
        reading = new BansConsumer(surroundings.bans(), enforcing, clock, surroundings.nanoTime());
    }

    /// Nothing here waits for Kafka. A socket that cannot be opened is said, and no reason to keep nobody out.
    public void start() {
        exemptions.own(surroundings.addresses().get());
        try {
            socket = AgentSocket.open(settings.socket(), this::answer);
        } catch (IOException | UnsupportedOperationException e) {
            socketTrouble = "postern.collector.enforce.socket: " + e.getMessage();
            LOG.errorf("`postern unlock` will not reach this collector: %s", socketTrouble);
        }
        keepers.forEach(keeper -> begin("postern-enforce-" + keeper.name(), keeper));
        begin("postern-enforce-time", this::tick);
        begin("postern-enforce-bans", reading);
    }

    private void begin(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).start(work));
    }

    private void tick() {
        long nextAddresses = surroundings.nanoTime().getAsLong();
        try {
            do {
                long now = surroundings.nanoTime().getAsLong();
                if (now - nextAddresses >= 0) {
                    nextAddresses = now + BETWEEN_ADDRESSES.toNanos();
                    if (exemptions.own(surroundings.addresses().get())) {
                        enforcing.exemptionsChanged();
                    }
                }
                enforcing.tick();
            } while (!stopped.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The broker confirmed a record of this host.
    public void confirmed(Instant stamp) {
        boolean known = surroundings.clock().isMeasured();
        Duration moved = surroundings.clock().confirmed(stamp);
        if (moved.abs().compareTo(MUCH) > 0) {
            LOG.warnf(
                    "This host's clock and the cluster's differ: bans end by the cluster's; ahead=%s",
                    surroundings.clock().hostAhead());
            if (known || enforcing.isComplete()) { // what was judged by the wrong time is judged anew
                reading.again();
                keepers.forEach(Keeper::recheck);
            }
        }
    }

    private Object answer(AgentRequest request) {
        return switch (String.valueOf(request.command())) {
            case "unlock" -> unlocking.unlock(Address.of(request.address()), grace(request.grace()), request.dryRun());
            case "list" -> unlocking.list(request.most());
            case "status" -> status();
            default -> throw new IllegalArgumentException("command: unlock, list or status");
        };
    }

    private static Duration grace(String text) {
        try {
            Duration grace = text == null ? null : Duration.parse(text);
            if (grace != null && !grace.isPositive()) {
                throw new IllegalArgumentException("grace: longer than nothing, was " + grace);
            }
            return grace;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("grace: a duration as PT1H, was " + text, e);
        }
    }

    public AgentStatus status() {
        return new AgentStatus(
                settings.dryRun(),
                enforcing.isComplete(),
                enforcing.size(),
                enforcing.spared().size(),
                surroundings.clock().hostAhead(),
                keepers.stream()
                        .map(keeper -> new AgentStatus.EnforcerStatus(
                                keeper.name(), keeper.count(), keeper.waiting(), keeper.trouble()))
                        .toList());
    }

    /// Why nobody can be unlocked from a command line; null when all is well.
    public String socketTrouble() {
        return socketTrouble;
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        reading.stop();
        if (socket != null) {
            socket.close();
        }
        keepers.forEach(keeper -> keeper.stop(settings.atStop()));
        for (Thread thread : threads) {
            if (!thread.join(FAREWELL)) {
                LOG.warnf("%s does not end; leaving it behind", thread.getName());
            }
        }
    }
}
