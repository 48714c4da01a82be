package io.postern.policy.lists;

import io.postern.policy.rules.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// A list that somebody else keeps.
///
/// @param name of the list, also of the file that holds the last good copy
/// @param from `http`, `https` or `file`
/// @param refresh how often it is fetched; never more often than [#AT_MOST_EVERY]
/// @param most bytes; more is refused
public record Feed(String name, Kind kind, URI from, Format format, Duration refresh, int most) {

    /// Those who give lists away ask for no more than that.
    static final Duration AT_MOST_EVERY = Duration.ofHours(1);

    static final Duration USUAL = Duration.ofHours(12);
    static final int MOST_BYTES = 10 << 20;

    enum Format {
        LINES,
        DROP_JSON
    }

    /// The entries of a copy.
    List<Index.Read> read(String text, List<Problem> problems) {
        return switch (format) {
            case LINES -> EntryLines.read(kind, name, text, problems);
            case DROP_JSON -> DropLines.read(kind, name, text, problems);
        };
    }
}
