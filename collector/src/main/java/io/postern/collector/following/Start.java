package io.postern.collector.following;

/// Where to begin in a file that was never followed before.
public enum Start {
    /// With its first line: what happened before is part of the picture too.
    BEGINNING,
    /// With the first line written from now on.
    END
}
