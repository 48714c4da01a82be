package io.postern.collector.enforcing;

/// What becomes of the connections that a client has when it is banned.
public enum Established {
    /// They carry nothing any more.
    CUT,
    /// They go on; only new ones are refused.
    KEEP
}
