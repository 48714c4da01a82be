package io.postern.collector.following;

/// How far a file was safely read, as it is remembered over restarts.
///
/// @param fingerprint null when not even one line was complete
/// @param offset of the first line that is not yet safe
public record Position(long inode, Fingerprint fingerprint, long offset) {}
