package io.postern.events;

/// An attempt and what was known about its client when it came by. Keyed by client, in the order of the attempts.
public record AttemptEnriched(AttemptObserved attempt, ClientProfile profile) implements Event {

    public AttemptEnriched {
        Require.present(attempt, "attempt");
        Require.present(profile, "profile");
        if (!attempt.client().equals(profile.client())) {
            throw new IllegalArgumentException(
                    "profile.client: " + profile.client() + " is not the attempt's " + attempt.client());
        }
    }
}
