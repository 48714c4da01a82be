package io.postern.cli;

import io.postern.collector.parsing.Reading;
import java.io.Closeable;
import java.io.IOException;

/// Where `explain` puts what it has read.
interface ReadingSink extends Closeable {

    /// One line of a log and what it says. The bytes are used again for the next.
    ///
    /// @param file null when there is only one input
    /// @param number of the line, from 1
    /// @param to exclusive
    record Said(String file, long number, byte[] bytes, int from, int to, Reading reading) {}

    void take(Said said) throws IOException;
}
