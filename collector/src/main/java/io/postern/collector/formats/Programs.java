package io.postern.collector.formats;

import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Memo;
import java.util.List;
import java.util.stream.Stream;

/// Which formats a program's lines may have.
final class Programs {

    /// @param formats in their order
    /// @param remember whether one of them does
    record Speakers(Format[] formats, boolean remember) {}

    private final Memo<Speakers> known;

    Programs(List<Format> all) {
        this.known = new Memo<>(program -> {
            Format[] formats = all.stream()
                    .filter(format -> format.speaksAs(program))
                    .map(format -> format.of(program))
                    .toArray(Format[]::new);
            return new Speakers(formats, Stream.of(formats).anyMatch(Format::remembers));
        });
    }

    Speakers speaking(byte[] line, int from, int to) {
        return known.of(line, from, to);
    }
}
