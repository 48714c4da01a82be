package io.postern.collector.following;

import java.time.Duration;

/// One of the files that are or were a log.
final class Followed {

    final FollowedFile file;

    /// Whether it has the log's name.
    boolean current;

    /// Whether the name was not there at the last look.
    boolean nameless;

    /// When it was last seen to grow, by the clock that [FileSource] is given.
    long quietSince;

    /// When it was last written, in milliseconds since the epoch.
    long modified;

    Followed(FollowedFile file, boolean current, long now, long modified) {
        this.file = file;
        this.current = current;
        this.quietSince = now;
        this.modified = modified;
    }

    boolean isQuietFor(Duration patience, long now) {
        return now - quietSince >= patience.toNanos();
    }
}
