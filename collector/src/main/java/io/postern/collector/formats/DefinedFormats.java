package io.postern.collector.formats;

import io.postern.collector.formats.operator.OwnLogs;
import io.postern.collector.formats.operator.ShippedFormats;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The formats that are defined in files: the shipped ones, then the operator's. They are asked for what no other
/// format knows, so they add to the others and override none.
final class DefinedFormats {

    private final Supplier<List<Format>> operators;
    private List<Format> seen;
    private Programs programs;
    private OwnLogs ownLogs;

    DefinedFormats(Supplier<List<Format>> operators) {
        this.operators = operators;
    }

    /// Whether the line may yet be read in another way.
    static boolean mayRead(Reading reading) {
        return reading.kind() == Kind.OTHER
                && (reading instanceof Reading.Ignored || reading instanceof Reading.Unreadable);
    }

    /// What a defined format says, or else `otherwise`.
    Reading read(Line line, Reading otherwise) {
        List<Format> current = operators.get();
        boolean known = otherwise.daemon() != Daemon.NONE;
        if (known && current.isEmpty()) { // the shipped ones are for other servers
            return otherwise;
        }
        refresh(current);
        if (line.hasProgram()) {
            for (Format format : programs.speaking(line.bytes(), line.programFrom(), line.programTo())
                    .formats()) {
                Reading reading = format.read(line);
                if (reading != null) {
                    return reading;
                }
            }
        }
        if (known) { // no line of a server's own log
            return otherwise;
        }
        Reading reading = ownLogs.read(line);
        return reading == null ? otherwise : reading;
    }

    private void refresh(List<Format> current) {
        if (!current.equals(seen)) { // nearly always the same object
            seen = current;
            List<Format> all = new ArrayList<>(ShippedFormats.all());
            all.addAll(current);
            programs = new Programs(all);
            ownLogs = new OwnLogs(all);
        }
    }
}
