package io.postern.collector.formats.operator;

import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import java.util.List;

/// Those of the defined formats that read a server's own log. Every line that nothing else knows comes here, and nearly
/// none of them is known here either.
public final class OwnLogs {

    private final List<DefinedFormat> formats;
    private final Needles fixed;

    public OwnLogs(List<Format> all) {
        this.formats = all.stream()
                .filter(DefinedFormat.class::isInstance)
                .map(DefinedFormat.class::cast)
                .filter(DefinedFormat::isOwnLog)
                .toList();
        this.fixed = new Needles(formats.stream()
                .flatMap(format -> format.patterns().stream())
                .map(LinePattern::fixed)
                .toList());
    }

    /// Null when the line is of none of them.
    public Reading read(Line line) {
        if (!fixed.areIn(line.bytes(), line.start(), line.to())) {
            return null;
        }
        for (DefinedFormat format : formats) {
            Reading reading = format.readOwnLog(line);
            if (reading != null) {
                return reading;
            }
        }
        return null;
    }
}
