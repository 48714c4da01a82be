package io.postern.collector.enforcing;

import io.postern.events.Address;
import io.postern.events.Network;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Lets somebody in on this host, with nothing but this process and the host itself, and tells what is in force.
final class Unlocking {

    /// A network and what keeps it out.
    ///
    /// @param until null when nobody knows
    /// @param rule null when nobody knows, as `decision`
    record Kept(Network network, List<String> enforcers, Instant until, String rule, String decision) {}

    /// @param lifted what covered the address; all that each network holds is let in
    /// @param remembered until when the address stays let in whoever bans it; null unless asked for
    /// @param problems what could not be done
    record Unlocked(Address address, boolean dryRun, List<Kept> lifted, Instant remembered, List<String> problems) {}

    /// @param more how many are left off at least
    record Listing(List<Kept> kept, int more, List<String> problems) {}

    private static final Logger LOG = Logger.getLogger(Unlocking.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// For what is in force and nobody knows how long.
    private static final Duration UNKNOWN = Duration.ofDays(1);

    private final Enforcing enforcing;
    private final Pardons pardons;
    private final List<Keeper> keepers;
    private final ClusterClock clock;

    Unlocking(Enforcing enforcing, Pardons pardons, List<Keeper> keepers, ClusterClock clock) {
        this.enforcing = enforcing;
        this.pardons = pardons;
        this.keepers = keepers;
        this.clock = clock;
    }

    /// @param grace how long the address stays let in whoever bans it; null for as long as the bans of now would last
    Unlocked unlock(Address address, Duration grace, boolean dryRun) {
        Instant now = clock.now();
        Instant remembered = grace == null ? null : now.plus(grace);
        List<String> problems = new ArrayList<>();
        Map<Network, HeldBan> known = enforcing.covering(address);
        // Asked first, so that each tells what it really lifted; pardoned before anybody hears of it.
        Map<String, CompletableFuture<Map<Network, HeldBan>>> asked = ask(keeper -> keeper.letIn(address, dryRun));
        if (!dryRun) {
            if (grace != null) {
                remember(List.of(new Pardon(Network.of(address), now, remembered, true)), now, problems);
            }
            pardon(known, now, problems);
        }
        Map<String, Map<Network, HeldBan>> found = answers(asked, problems);
        Map<Network, HeldBan> unheard = new HashMap<>();
        found.values().forEach(unheard::putAll);
        unheard.keySet().removeAll(known.keySet());
        if (!dryRun) {
            pardon(unheard, now, problems);
            LOG.infof(
                    "Unlocked: address=%s networks=%s problems=%s",
                    address, merged(found).keySet(), problems);
        }
        return new Unlocked(address, dryRun, List.copyOf(merged(found).values()), remembered, problems);
    }

    private void pardon(Map<Network, HeldBan> bans, Instant now, List<String> problems) {
        List<Pardon> given = new ArrayList<>();
        bans.forEach((network, ban) -> {
            Instant until = ban.end() == null ? now.plus(UNKNOWN) : ban.end();
            Instant at = now.toEpochMilli() < ban.written() ? Instant.ofEpochMilli(ban.written()) : now;
            given.add(new Pardon(network, at, until, false));
        });
        if (!given.isEmpty()) {
            remember(given, now, problems);
        }
        enforcing.pardoned(bans);
    }

    private void remember(List<Pardon> given, Instant now, List<String> problems) {
        try {
            pardons.add(given, now);
        } catch (IOException e) {
            problems.add("let in now, but not remembered over a restart: " + e);
        }
    }

    Listing list(int most) {
        List<String> problems = new ArrayList<>();
        Map<Network, Kept> kept = merged(answers(ask(keeper -> keeper.some(most)), problems));
        int all = keepers.stream().mapToInt(Keeper::count).max().orElse(0);
        return new Listing(
                kept.values().stream().limit(most).toList(), Math.max(0, Math.max(all, kept.size()) - most), problems);
    }

    private Map<String, CompletableFuture<Map<Network, HeldBan>>> ask(
            Function<Keeper, CompletableFuture<Map<Network, HeldBan>>> question) {
        Map<String, CompletableFuture<Map<Network, HeldBan>>> asked = new LinkedHashMap<>();
        keepers.forEach(keeper -> asked.put(keeper.name(), question.apply(keeper)));
        return asked;
    }

    /// Of each keeper, in its order; what a keeper does not tell in time is a problem.
    private static Map<String, Map<Network, HeldBan>> answers(
            Map<String, CompletableFuture<Map<Network, HeldBan>>> asked, List<String> problems) {
        Map<String, Map<Network, HeldBan>> answers = new LinkedHashMap<>();
        asked.forEach((name, answer) -> {
            try {
                answers.put(name, answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                problems.add(name + ": no answer within " + PATIENCE.toSeconds() + " s");
            } catch (ExecutionException e) {
                problems.add(name + ": " + e.getCause().getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problems.add(name + ": interrupted");
            }
        });
        return answers;
    }

    private static Map<Network, Kept> merged(Map<String, Map<Network, HeldBan>> answers) {
        Map<Network, Kept> merged =
                new TreeMap<>(java.util.Comparator.comparing(Network::base).thenComparing(Network::prefix));
        answers.forEach((enforcer, bans) -> bans.forEach((network, ban) -> merged.merge(
                network,
                new Kept(network, List.of(enforcer), ban.end(), ban.rule(), ban.decision()),
                Unlocking::both)));
        return merged;
    }

    private static Kept both(Kept one, Kept other) {
        List<String> enforcers = new ArrayList<>(one.enforcers());
        enforcers.addAll(other.enforcers());
        Kept known = one.rule() == null ? other : one;
        return new Kept(one.network(), enforcers, known.until(), known.rule(), known.decision());
    }
}
