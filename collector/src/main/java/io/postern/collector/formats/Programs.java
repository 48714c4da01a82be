package io.postern.collector.formats;

import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Memo;
import java.util.List;

/// Which formats a program's lines may have.
final class Programs {

    private final Memo<Format[]> known;

    Programs(List<Format> all) {
        this.known = new Memo<>(program -> all.stream()
                .filter(format -> format.speaksAs(program))
                .map(format -> format.of(program))
                .toArray(Format[]::new));
    }

    /// In their order.
    Format[] speaking(byte[] line, int from, int to) {
        return known.of(line, from, to);
    }
}
