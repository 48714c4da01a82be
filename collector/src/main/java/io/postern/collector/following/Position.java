package io.postern.collector.following;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// How far a file was safely read, as it is remembered over restarts.
///
/// @param fingerprint null when not even one line was complete
/// @param offset of the first line that is not yet safe
public record Position(long inode, Fingerprint fingerprint, long offset) {

    /// Whether this file begins like the one that was read. False when it cannot be read.
    public boolean isOf(Path path) {
        if (fingerprint == null) {
            return false;
        }
        try (FileChannel file = FileChannel.open(path)) {
            return fingerprint.fits(file);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
