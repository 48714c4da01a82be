package io.postern.reporter.attempts;

import io.postern.events.Outcome;
import java.util.Arrays;

/// Outcomes by what they mean for a report, as the database has them.
public final class Outcomes {

    private static final String[] FAILED = Arrays.stream(Outcome.values())
            .filter(Outcome::isFailure)
            .map(Outcome::wire)
            .toArray(String[]::new);

    public static final String SUCCEEDED = Outcome.SUCCEEDED.wire();

    public static final String TEMPORARY = Outcome.TEMPORARY_FAILURE.wire();

    private Outcomes() {}

    /// Wrong credentials.
    public static String[] failed() {
        return FAILED.clone();
    }
}
