package io.postern.enricher.names;

import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName.Forward;
import java.time.Duration;
import java.util.List;

/// What a question for a name's addresses came to.
///
/// @param all empty when the name has none
/// @param rank how much the answer is worth, see [Ranked]
/// @param ttl how long the zone says it stays true; zero when nobody said
record Addresses(List<Address> all, int rank, Duration ttl) implements Ranked {

    static final Addresses FAILED = new Addresses(List.of(), 0, Duration.ZERO);

    static Addresses none(int rank) {
        return new Addresses(List.of(), rank, Duration.ZERO);
    }

    Forward leadTo(Address client) {
        if (!isAnswer()) {
            return Forward.FAILED;
        }
        if (all.isEmpty()) {
            return Forward.NO_ADDRESS;
        }
        return all.contains(client) ? Forward.CONFIRMED : Forward.MISMATCH;
    }
}
