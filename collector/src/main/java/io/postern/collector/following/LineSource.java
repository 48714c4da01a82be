package io.postern.collector.following;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;

/// Where lines come from. Trouble is said once, told by the counters and tried again at each poll; nothing is thrown.
/// For one thread.
public interface LineSource extends Closeable {

    /// As configured: what the heartbeat, the metrics and the saved places call it.
    String name();

    /// Hands on what there is to read at present, and waits for nothing.
    ///
    /// @param buffer for the bytes read, longer than the longest line; nothing in it outlives the call
    /// @return whether lines wait because the handler takes none
    boolean poll(byte[] buffer);

    /// Goes back to what is not safe yet.
    void rewind();

    /// What to remember: where the next run begins.
    Place place();

    SourceCounters counters();

    /// The files, or the directories of files, that are written when there is something new; empty when nobody can
    /// know.
    List<Path> writtenTo();
}
