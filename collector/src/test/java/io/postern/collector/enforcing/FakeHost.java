package io.postern.collector.enforcing;

import io.postern.events.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// A host in memory that does what {@link Enforcer} promises: bans end by themselves, all of a change or nothing of it
/// is done, and without its rules it does nothing.
final class FakeHost implements Enforcer {

    private final String name;
    private final Supplier<Instant> now;
    private final Map<Network, Instant> bans = new HashMap<>();
    private final List<Changes> applied = new ArrayList<>();
    private final Set<Network> poison = new HashSet<>();
    private boolean rules;
    private boolean disturbed;
    private String failure;
    private int tries;

    FakeHost(String name, Supplier<Instant> now) {
        this.name = name;
        this.now = now;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare() throws EnforcementException {
        failWhenTold();
        rules = true;
    }

    @Override
    public boolean mayBeDisturbed() {
        return disturbed;
    }

    @Override
    public Map<Network, Duration> inForce() throws EnforcementException {
        failWhenTold();
        disturbed = false;
        Map<Network, Duration> left = new HashMap<>();
        keptOut().forEach(network -> left.put(network, Duration.between(now.get(), bans.get(network))));
        return left;
    }

    @Override
    public void apply(Changes changes) throws EnforcementException {
        tries++;
        failWhenTold();
        if (!rules) {
            throw new EnforcementException("no rules");
        }
        if (changes.ban().keySet().stream().anyMatch(poison::contains)) {
            throw new EnforcementException("invalid argument");
        }
        applied.add(changes);
        changes.ban().forEach((network, left) -> bans.put(network, now.get().plus(left)));
        bans.keySet().removeAll(changes.lift());
    }

    @Override
    public void remove() throws EnforcementException {
        failWhenTold();
        bans.clear();
        rules = false;
    }

    @Override
    public void close() {
        // what is in force stays
    }

    private void failWhenTold() throws EnforcementException {
        if (failure != null) {
            throw new EnforcementException(failure);
        }
    }

    /// An administrator at the wrong prompt.
    void flush() {
        bans.clear();
        rules = false;
        disturbed = true;
    }

    /// As an earlier process left it.
    void holds(Network network, Duration left) {
        bans.put(network, now.get().plus(left));
    }

    /// @param message null for all well again
    void failsWith(String message) {
        failure = message;
    }

    void refuses(Network network) {
        poison.add(network);
    }

    Set<Network> keptOut() {
        Instant time = now.get();
        bans.values().removeIf(end -> !end.isAfter(time));
        return Set.copyOf(bans.keySet());
    }

    Duration left(Network network) {
        return Duration.between(now.get(), bans.get(network));
    }

    List<Changes> applied() {
        return applied;
    }

    int tries() {
        return tries;
    }
}
