package io.postern.auth.bans;

import java.time.Instant;

/// What is kept of a ban: as much as an answer needs, as little as a million of them allow.
///
/// @param rule the rule or list that decided it
public record HeldBan(Instant until, String rule) {

    boolean isInForceAt(Instant time) {
        return time.isBefore(until);
    }
}
