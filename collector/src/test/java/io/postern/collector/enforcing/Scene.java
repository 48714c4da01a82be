package io.postern.collector.enforcing;

import io.postern.events.Address;
import io.postern.events.Ban;
import io.postern.events.Enforcement;
import io.postern.events.EnforcementEvent;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// An agent on a host in memory, in a time that the test makes: no thread but the test's own.
final class Scene {

    static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    static final Duration HOUR = Duration.ofHours(1);

    final List<EnforcementEvent> events = new ArrayList<>();
    final ClusterClock clock;
    final FakeHost host;
    final FakeHost second;
    final Exemptions exemptions;
    final Enforcing enforcing;
    final Unlocking unlocking;
    private final List<Keeper> keepers;
    private Instant trueTime = NOON;
    private Duration hostAhead = Duration.ZERO;

    /// @param state the file of what was unlocked
    /// @param allowed as configured
    Scene(Path state, Network... allowed) throws IOException {
        this(state, 1_000_000, allowed);
    }

    Scene(Path state, int mostBans, Network... allowed) throws IOException {
        clock = new ClusterClock(new HostClock(), this::nanos);
        host = new FakeHost("nftables", () -> trueTime);
        second = new FakeHost("postfix", () -> trueTime);
        exemptions = new Exemptions(
                List.of(allowed),
                SpecialPurpose.except(List.of(Network.of("203.0.113.0/24"), Network.of("2001:db8::/32"))));
        Announcer announcer = new Announcer("mx1", false, clock, events::add);
        Pardons pardons = Pardons.open(state);
        enforcing = new Enforcing(exemptions, pardons, announcer, mostBans);
        Keeper.Pace pace = Keeper.Pace.of(Duration.ofSeconds(5));
        keepers = Stream.of(host, second)
                .map(enforcer -> new Keeper(enforcer, enforcing, announcer, pace, this::nanos))
                .toList();
        enforcing.keep(keepers);
        unlocking = new Unlocking(enforcing, pardons, keepers, clock);
    }

    /// The machine's own clock, right or wrong.
    private final class HostClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return trueTime.plus(hostAhead);
        }
    }

    private long nanos() {
        return Duration.between(NOON, trueTime).toNanos();
    }

    /// A scene whose bans are read: none but these.
    Scene begin(Network... banned) {
        Map<Network, HeldBan> all = new HashMap<>();
        for (Network network : banned) {
            all.put(network, held(network, HOUR));
        }
        enforcing.loaded(all, true);
        settle();
        return this;
    }

    HeldBan held(Network network, Duration length) {
        Ban ban = new Ban(network, trueTime, trueTime.plus(length), "brute-force", "d-1", "3 failures");
        return HeldBan.of(ban, trueTime.toEpochMilli());
    }

    void ban(Network network, Duration length) {
        enforcing.banned(network, held(network, length));
        settle();
    }

    void revoke(Network network) {
        enforcing.revoked(network);
        settle();
    }

    /// Time goes by, second by second, as the agent's threads would see it.
    void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            trueTime = trueTime.plusSeconds(1);
            enforcing.tick();
            settle();
        }
    }

    void settle() {
        keepers.forEach(Keeper::turn);
    }

    void hostClockIsAhead(Duration by) {
        hostAhead = by;
    }

    Instant trueTime() {
        return trueTime;
    }

    /// As over the socket, while the keepers' threads work.
    Unlocking.Unlocked unlock(String address, Duration grace, boolean dryRun) {
        CompletableFuture<Unlocking.Unlocked> answer =
                CompletableFuture.supplyAsync(() -> unlocking.unlock(Address.of(address), grace, dryRun));
        while (!answer.isDone()) {
            settle();
        }
        settle();
        return answer.join();
    }

    String trouble() {
        return keepers.getFirst().trouble();
    }

    void stop(AtStop how) {
        keepers.forEach(keeper -> keeper.stop(how));
        keepers.forEach(Keeper::run);
    }

    /// Of the first host.
    List<Enforcement> told() {
        return events.stream()
                .filter(event -> !"postfix".equals(event.enforcer()))
                .map(EnforcementEvent::enforcement)
                .toList();
    }
}
