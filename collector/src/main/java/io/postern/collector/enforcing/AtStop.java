package io.postern.collector.enforcing;

/// What becomes of the bans in force when the agent stops.
public enum AtStop {
    /// They stay; those that the host itself can end, end in time.
    LEAVE,
    /// Everybody is let in again.
    FLUSH
}
