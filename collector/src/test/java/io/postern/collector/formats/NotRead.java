package io.postern.collector.formats;

import io.postern.collector.parsing.Reading;
import java.util.List;
import java.util.Map;

/// Rows of the collection that are left unread, and why.
enum NotRead {
    TODO;

    static final Map<String, NotRead> ROWS = Map.of();

    boolean isTrueOf(CorpusRow row, List<Reading> readings) {
        return true;
    }
}
