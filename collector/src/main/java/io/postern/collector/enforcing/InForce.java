package io.postern.collector.enforcing;

import io.postern.events.Address;
import io.postern.events.Enforcement;
import io.postern.events.Enforcement.Occasion;
import io.postern.events.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What one enforcer has in force, as far as is known, and what is told when it changes. For one thread.
final class InForce {

    private final Enforcer enforcer;
    private final Announcer announcer;
    private final ClusterClock clock;
    private final Map<Network, HeldBan> bans = new HashMap<>();
    private volatile int count;

    InForce(Enforcer enforcer, Announcer announcer) {
        this.enforcer = enforcer;
        this.announcer = announcer;
        this.clock = announcer.clock();
    }

    /// For any thread.
    int count() {
        return count;
    }

    /// What an earlier process left is in force until its time is over, whoever can be asked about it.
    void learn() throws EnforcementException {
        Instant now = clock.now();
        bans.clear();
        enforcer.inForce().forEach((network, left) -> bans.put(network, HeldBan.found(left, now)));
        count = bans.size();
    }

    void endWhatIsOver(Backlog backlog) {
        Instant now = clock.now();
        bans.forEach((network, ban) -> {
            if (ban.isOver(now)) {
                backlog.addUnlessWished(network, new Wish.LetIn(ban, Enforcement.Cause.EXPIRED));
            }
        });
    }

    /// Reads the host, and wishes what makes it as it is wanted.
    void reconcile(Wanted wanted, Backlog backlog, Occasion occasion) throws EnforcementException {
        Map<Network, Duration> host = enforcer.inForce();
        Instant now = clock.now();
        wanted.whileStill(() -> {
            bans.clear();
            host.forEach(
                    (network, left) -> compare(network, HeldBan.found(left, now), wanted.of(network), backlog, now));
            wanted.forEach((network, ban) -> {
                if (!host.containsKey(network) && !ban.isAboutOver(now)) {
                    backlog.addUnlessWished(network, new Wish.KeptOut(ban, occasion));
                }
            });
        });
        count = bans.size();
    }

    private void compare(Network network, HeldBan found, Wish wish, Backlog backlog, Instant now) {
        switch (wish) {
            case Wish.KeptOut(HeldBan ban, var _) -> {
                boolean same = ban.lastsAsLongAs(found, now);
                bans.put(network, same ? ban : found);
                if (!same) {
                    backlog.addUnlessWished(network, new Wish.KeptOut(ban, Occasion.CHANGED));
                }
            }
            case Wish.LetIn letIn -> {
                bans.put(network, found);
                backlog.addUnlessWished(network, letIn);
            }
        }
    }

    /// Does what is wished and not so already.
    void apply(Map<Network, Wish> wishes) throws EnforcementException {
        Map<Network, Wish> batch = new LinkedHashMap<>(wishes);
        Map<Network, Duration> ban = new LinkedHashMap<>();
        Set<Network> lift = new LinkedHashSet<>();
        Instant now = clock.now();
        batch.entrySet().removeIf(wish -> !isChange(wish.getKey(), wish.getValue(), now));
        batch.forEach((network, wish) -> {
            switch (wish) {
                case Wish.KeptOut(HeldBan wished, var _) -> ban.put(network, wished.left(now));
                case Wish.LetIn(var _, var _) -> lift.add(network);
            }
        });
        if (!batch.isEmpty()) {
            enforcer.apply(new Changes(ban, lift));
            batch.forEach(this::isDone);
            count = bans.size();
        }
    }

    private boolean isChange(Network network, Wish wish, Instant now) {
        return switch (wish) {
            case Wish.KeptOut(HeldBan ban, var _) -> !ban.isOver(now) && !ban.endsWith(bans.get(network));
            case Wish.LetIn(var _, var _) -> bans.containsKey(network);
        };
    }

    private void isDone(Network network, Wish wish) {
        switch (wish) {
            case Wish.KeptOut(HeldBan ban, Occasion why) -> {
                boolean before = bans.put(network, ban) != null;
                tell(network, ban.applied(before ? Occasion.CHANGED : why, clock.now()));
            }
            case Wish.LetIn(HeldBan ban, Enforcement.Cause cause) -> {
                HeldBan held = bans.remove(network);
                tell(network, (ban == null ? held : ban).lifted(cause));
            }
        }
    }

    /// @param dryRun whether only to tell
    /// @return what covers the address on the host
    Map<Network, HeldBan> letIn(Address address, boolean dryRun) throws EnforcementException {
        Instant now = clock.now();
        Map<Network, HeldBan> covering = new LinkedHashMap<>();
        enforcer.inForce().forEach((network, left) -> {
            if (network.contains(address)) {
                covering.put(network, bans.getOrDefault(network, HeldBan.found(left, now)));
            }
        });
        if (!dryRun && !covering.isEmpty()) {
            enforcer.apply(new Changes(Map.of(), covering.keySet()));
            covering.forEach((network, ban) -> {
                bans.remove(network);
                tell(network, ban.lifted(Enforcement.Cause.UNLOCKED));
            });
            count = bans.size();
        }
        return covering;
    }

    Map<Network, HeldBan> some(int most) {
        Map<Network, HeldBan> some = new LinkedHashMap<>();
        for (Map.Entry<Network, HeldBan> entry : bans.entrySet()) {
            if (some.size() == most) {
                break;
            }
            some.put(entry.getKey(), entry.getValue());
        }
        return some;
    }

    void flush() throws EnforcementException {
        enforcer.remove();
        bans.forEach((network, ban) -> tell(network, ban.lifted(Enforcement.Cause.STOPPED)));
        bans.clear();
        count = 0;
    }

    private void tell(Network network, Enforcement what) {
        announcer.tell(network, enforcer.name(), what);
    }
}
