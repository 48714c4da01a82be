package io.postern.collector.enforcing;

import io.postern.events.Address;
import io.postern.events.Enforcement;
import io.postern.events.Enforcement.Cause;
import io.postern.events.Enforcement.Occasion;
import io.postern.events.Network;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/// What the cluster wants of this host, and whom the host spares all the same. Tells the keepers what changes.
///
/// One lock, held for moments only: what takes time is done by the keepers, each on its thread.
final class Enforcing implements Wanted {

    private static final Logger LOG = Logger.getLogger(Enforcing.class);

    private final Exemptions exemptions;
    private final Pardons pardons;
    private final Announcer announcer;
    private final ClusterClock clock;
    private final int most;
    private final Ledger ledger = new Ledger();

    /// Bans in the ledger that are not put in force, and why.
    private final Map<Network, String> spared = new HashMap<>();

    private List<Keeper> keepers = List.of();
    private boolean complete;
    private boolean full;

    /// @param most bans held
    Enforcing(Exemptions exemptions, Pardons pardons, Announcer announcer, int most) {
        this.exemptions = exemptions;
        this.pardons = pardons;
        this.announcer = announcer;
        this.clock = announcer.clock();
        this.most = most;
    }

    synchronized void keep(List<Keeper> all) {
        keepers = List.copyOf(all);
    }

    /// All bans that there are, read from the beginning.
    ///
    /// @param whole whether none was left out
    synchronized void loaded(Map<Network, HeldBan> all, boolean whole) {
        if (complete) {
            Map<Network, HeldBan> gone = new HashMap<>();
            ledger.forEach((network, ban) -> {
                if (!all.containsKey(network)) {
                    gone.put(network, ban);
                }
            });
            gone.keySet().forEach(this::revoked);
        }
        full = false;
        if (!whole) {
            tellFull();
        }
        all.forEach((network, ban) -> {
            if (!ban.endsWith(ledger.get(network))) {
                banned(network, ban);
            }
        });
        if (!complete) {
            LOG.infof("Bans are complete: bans=%d spared=%d", ledger.size(), spared.size());
            complete = true;
            keepers.forEach(Keeper::recheck);
        }
    }

    synchronized void banned(Network network, HeldBan ban) {
        HeldBan before = ledger.get(network);
        if (ban.isOver(clock.now())) {
            end(network, Cause.EXPIRED);
        } else if (before == null && ledger.size() >= most) {
            tellFull();
        } else {
            ledger.put(network, ban);
            String why = against(network, ban);
            if (why == null) {
                spared.remove(network);
                wish(network, new Wish.KeptOut(ban, before == null ? Occasion.NEW : Occasion.CHANGED));
            } else {
                spare(network, ban, why, Cause.EXEMPT);
            }
        }
    }

    /// A tombstone came: at a ban's end, or before it.
    synchronized void revoked(Network network) {
        HeldBan ban = ledger.get(network);
        if (ban != null) {
            end(network, ban.isAboutOver(clock.now()) ? Cause.EXPIRED : Cause.REVOKED);
        }
    }

    /// To be called every second or so: bans end, exemptions come and go.
    synchronized void tick() {
        ledger.takeEnded(clock.now()).forEach((network, ban) -> ended(network, ban, Cause.EXPIRED));
        for (Network network : List.copyOf(spared.keySet())) {
            HeldBan ban = ledger.get(network);
            if (against(network, ban) == null) {
                spared.remove(network);
                wish(network, new Wish.KeptOut(ban, Occasion.RESTORED));
            }
        }
    }

    /// The host's own addresses are others than before.
    synchronized void exemptionsChanged() {
        ledger.forEach((network, ban) -> {
            String why = spared.containsKey(network) ? null : against(network, ban);
            if (why != null) {
                spare(network, ban, why, Cause.EXEMPT);
            }
        });
    }

    synchronized Map<Network, HeldBan> covering(Address address) {
        Map<Network, HeldBan> covering = new HashMap<>();
        ledger.covering(address).forEach(network -> covering.put(network, ledger.get(network)));
        return covering;
    }

    /// A pardon was given.
    synchronized void pardoned(Map<Network, HeldBan> bans) {
        bans.forEach((network, ban) -> {
            String why = against(network, ban);
            if (why != null && ledger.get(network) != null && !spared.containsKey(network)) {
                spared.put(network, why);
                wish(network, new Wish.LetIn(ban, Cause.UNLOCKED));
            }
        });
    }

    private void spare(Network network, HeldBan ban, String why, Cause cause) {
        if (spared.put(network, why) == null) {
            LOG.warnf("A ban is not put in force: network=%s rule=%s why=\"%s\"", network, ban.rule(), why);
            announcer.tell(network, null, new Enforcement.BanRefused(ban.end(), ban.rule(), ban.decision(), why));
            wish(network, new Wish.LetIn(ban, cause));
        }
    }

    private void end(Network network, Cause cause) {
        HeldBan ban = ledger.remove(network);
        if (ban != null) {
            ended(network, ban, cause);
        }
    }

    private void ended(Network network, HeldBan ban, Cause cause) {
        if (spared.remove(network) == null) {
            wish(network, new Wish.LetIn(ban, cause));
        }
    }

    private void wish(Network network, Wish wish) {
        if (complete) {
            keepers.forEach(keeper -> keeper.wish(network, wish));
        }
    }

    private String against(Network network, HeldBan ban) {
        Instant now = clock.now();
        return pardons.cover(network, ban, now) ? "unlocked on this host" : exemptions.against(network);
    }

    private void tellFull() {
        if (!full) {
            full = true;
            announcer.tell(
                    null,
                    null,
                    new Enforcement.EnforcementFailed(
                            "more than %d bans (postern.collector.enforce.max-bans)".formatted(most), 0));
            LOG.errorf("Bans are left out: more than %d (postern.collector.enforce.max-bans)", most);
        }
    }

    /// Whether one more would be too many.
    boolean isTooMany(int bans) {
        return bans >= most;
    }

    /// Whether bans were left out that would have room now: they have to be read again.
    synchronized boolean hasRoomAgain() {
        return full && ledger.size() < most - most / 10;
    }

    @Override
    public synchronized boolean isComplete() {
        return complete;
    }

    @Override
    public synchronized void whileStill(Runnable looking) {
        looking.run();
    }

    @Override
    public synchronized Wish of(Network network) {
        HeldBan ban = ledger.get(network);
        if (ban == null) {
            return new Wish.LetIn(null, Cause.STALE);
        }
        return spared.containsKey(network)
                ? new Wish.LetIn(ban, Cause.EXEMPT)
                : new Wish.KeptOut(ban, Occasion.RESTORED);
    }

    @Override
    public synchronized void forEach(BiConsumer<Network, HeldBan> action) {
        ledger.forEach((network, ban) -> {
            if (!spared.containsKey(network)) {
                action.accept(network, ban);
            }
        });
    }

    synchronized int size() {
        return ledger.size();
    }

    synchronized Map<Network, String> spared() {
        return Map.copyOf(spared);
    }
}
