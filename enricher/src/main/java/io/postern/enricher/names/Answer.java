package io.postern.enricher.names;

import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.time.Duration;

/// What a question for a reverse name came to.
///
/// @param ttl how long the zone says it stays true; zero when nobody said
public record Answer(ReverseName name, Duration ttl) {

    static Answer none(Status status) {
        return new Answer(ReverseName.none(status), Duration.ZERO);
    }

    /// Whether the DNS told us something, be it that there is no name. Otherwise we only know that asking failed.
    boolean isAnswer() {
        return isAnswer(name.status());
    }

    static boolean isAnswer(Status status) {
        return switch (status) {
            case OK, NXDOMAIN, NO_PTR -> true;
            case PENDING, SERVFAIL, REFUSED, TIMEOUT, FAILED, NOT_ASKED -> false;
        };
    }
}
