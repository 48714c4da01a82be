package io.postern.enricher.names;

import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.time.Duration;

/// What a question for a reverse name came to.
///
/// @param ttl how long the zone says it stays true; zero when nobody said
public record Answer(ReverseName name, Duration ttl) implements Ranked {

    static final Answer FAILED = none(Status.FAILED);

    static Answer none(Status status) {
        return new Answer(ReverseName.none(status), Duration.ZERO);
    }

    static boolean isAnswer(Status status) {
        return rank(status) >= ANSWER;
    }

    @Override
    public int rank() {
        return rank(name.status());
    }

    private static int rank(Status status) {
        return switch (status) {
            case OK, NXDOMAIN, NO_PTR -> ANSWER;
            case SERVFAIL -> 3;
            case REFUSED -> 2;
            case TIMEOUT -> 1;
            case FAILED, PENDING, NOT_ASKED -> 0;
        };
    }
}
