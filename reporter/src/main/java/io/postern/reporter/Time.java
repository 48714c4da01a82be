package io.postern.reporter;

import java.time.Clock;

/// The one place where the reporter learns what time it is; everything else is told.
public final class Time {

    public static final Clock CLOCK = Clock.systemUTC();

    private Time() {}
}
