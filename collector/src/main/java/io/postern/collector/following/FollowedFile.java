package io.postern.collector.following;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One open file, whatever its name is by now: hands on its lines and knows which are safe.
sealed interface FollowedFile extends Closeable permits LogFile, Archive {

    /// @param fingerprint null when it is not known yet
    static FollowedFile open(Path path, long inode, Fingerprint fingerprint, long offset) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return Compressed.isCompressed(channel)
                    ? new Archive(channel, inode, fingerprint, offset)
                    : new LogFile(channel, inode, fingerprint, offset);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// @param modified the file's time of change when it is known, so that a rewrite to the same size is seen
    LogFile.Progress read(byte[] buffer, long modified, Lines lines) throws IOException;

    /// Takes what is left as a line: nobody writes to this file any more.
    ///
    /// @return false when it was not taken
    boolean finish(byte[] buffer, Lines lines) throws IOException;

    /// All of it was read and is safe.
    boolean isDone();

    long safeOffset();

    /// Goes back to the first line that is not safe.
    void rewind() throws IOException;

    /// Bytes that are not safe yet.
    long lag() throws IOException;

    /// Whether it was longer at the last look than at the one before.
    boolean hasGrown();

    long inode();

    Position position();
}
