package io.postern.enricher.registries;

import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.Network;
import java.time.Instant;

/// A registration as the caches hold it.
///
/// @param network of whose addresses it is true
/// @param freshUntil afterwards it is asked for again
/// @param usableUntil until then it is better than nothing while it is being asked for, or cannot be
record KnownRegistration(Network network, Registration registration, Instant freshUntil, Instant usableUntil) {

    boolean isFreshAt(Instant now) {
        return now.isBefore(freshUntil);
    }

    boolean isUsableAt(Instant now) {
        return now.isBefore(usableUntil);
    }

    /// Whether a registry has spoken, be it that it knows nothing.
    boolean answered() {
        return switch (registration.status()) {
            case OK, NOT_FOUND -> true;
            case PENDING, RATE_LIMITED, TIMEOUT, FAILED -> false;
        };
    }

    /// An answer that is no longer fresh, kept because no newer one can be had before then.
    KnownRegistration freshUntil(Instant later) {
        return new KnownRegistration(network, registration, later, usableUntil);
    }

    boolean holds(Address client) {
        return network.contains(client);
    }
}
