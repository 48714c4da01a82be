package io.postern.collector.enforcing;

import io.postern.events.Network;
import java.util.function.BiConsumer;

/// What the cluster wants of this host, as those see it who do it.
interface Wanted {

    /// Whether all is known that there is to know; until then, what is in force stays.
    boolean isComplete();

    /// Runs it while nothing changes.
    void whileStill(Runnable looking);

    /// What is to become of a network that is in force.
    Wish of(Network network);

    void forEach(BiConsumer<Network, HeldBan> action);
}
