package io.postern.policy.lists;

import io.postern.policy.rules.Problem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /// Why a copy must not take the place of the last good one; empty when it may.
    public Optional<String> refusal(String text) {
        List<Problem> problems = new ArrayList<>();
        boolean empty = read(text, problems).isEmpty();
        return problems.isEmpty()
                ? Optional.ofNullable(empty ? "holds no entry" : null)
                : Optional.of(problems.getFirst().toString());
    }

    /// When it is to be fetched again.
    ///
    /// @param copied when the last good copy was made; null when there is none
    /// @param tried when it was last tried; null when it was not
    public boolean isDue(Instant now, Instant copied, Instant tried) {
        boolean old = copied == null || !copied.plus(refresh).isAfter(now);
        return old && (tried == null || !tried.plus(AT_MOST_EVERY).isAfter(now));
    }

    /// The entries of a copy.
    List<Index.Read> read(String text, List<Problem> problems) {
        return switch (format) {
            case LINES -> EntryLines.read(kind, name, text, problems);
            case DROP_JSON -> DropLines.read(kind, name, text, problems);
        };
    }
}
