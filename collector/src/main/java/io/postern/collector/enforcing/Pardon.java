package io.postern.collector.enforcing;

import io.postern.events.Network;
import java.time.Instant;

/// What `postern unlock` leaves behind: who stays let in, and how long.
///
/// @param at when it was given, by the cluster's clock
/// @param until when it ends
/// @param all whether the network is let in whoever bans it; else only bans from before `at` on exactly this network
record Pardon(Network network, Instant at, Instant until, boolean all) {

    boolean covers(Network banned, HeldBan ban, Instant now) {
        if (!now.isBefore(until)) {
            return false;
        }
        return all ? banned.contains(network) : banned.equals(network) && ban.written() <= at.toEpochMilli();
    }
}
