package io.postern.collector.following;

import java.time.Instant;

/// Takes the lines of one source, in their order.
public interface LineHandler {

    /// Offers a line. Its bytes are only valid during the call.
    ///
    /// @param file the file's identity: the same for the same content, whatever the file is called
    /// @param offset of the line's first byte in the file
    /// @param to exclusive; the line feed is not in it
    /// @param whole false for a line whose end is missing: cut for its length, or torn by a rotation
    /// @return null when no line can be taken at present: this one is offered again
    Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean whole);

    /// The lines that come next are of a file that was last written then: what a time stamp without a year is measured
    /// by. To be said again when another file is read.
    default void writtenUntil(Instant moment) {}

    /// What was offered since the last safe position will be offered again.
    void rewound();
}
