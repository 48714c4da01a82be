package io.postern.collector.enforcing;

import io.postern.events.Network;
import java.time.Duration;
import java.util.Map;

/// One way to keep clients out on this host: a firewall's set, a map of Postfix, a command. Touches only what is its
/// own. For one thread.
public interface Enforcer extends AutoCloseable {

    /// As configured and reported: `nftables`, `ipset`, `pf`, …
    String name();

    /// Makes what it needs on the host, or finds it made; what is in force there stays. May be called again at any
    /// time, for example after somebody flushed the rules.
    void prepare() throws EnforcementException;

    /// Whether the host may not be as the last call of {@link #prepare}, {@link #inForce} or {@link #apply} left it:
    /// somebody flushed the rules, or changed a file. Asked every few seconds, so it must be cheap; when in doubt,
    /// true, and what is in force is read.
    default boolean mayBeDisturbed() throws EnforcementException {
        return true;
    }

    /// What is in force by its own hand, read from the host, and how long it will be.
    ///
    /// @return the time left of each; {@link Duration#ZERO} where the host does not know an end
    Map<Network, Duration> inForce() throws EnforcementException;

    /// All of it in one transaction where the host has such a thing. To keep out who is kept out already sets the new
    /// time; to let in who is not kept out is no error.
    void apply(Changes changes) throws EnforcementException;

    /// Changes that {@link #apply} takes at a time. Meanwhile nobody is unlocked, so it should not take long.
    default int mostAtOnce() {
        return 10_000;
    }

    /// Lets everybody in again and removes all that it has made.
    void remove() throws EnforcementException;

    /// Gives back what it holds in this process; what is in force stays so.
    @Override
    void close();
}
