package io.postern.cli.replay;

import java.io.PrintWriter;

/// Where the results go, as they come: nothing is kept that grows with the log.
public interface Report {

    enum Shape {
        TABLE,
        JSON,
        NDJSON,
        CSV
    }

    /// A decision, in event time.
    void decided(Entry entry);

    /// A difference between two policies.
    void differs(Difference difference);

    void end(Summary summary, Totals totals);

    /// @param top so many networks, those banned most often, instead of every ban; 0 for every ban
    static Report to(PrintWriter out, PrintWriter err, Shape shape, int top) {
        return switch (shape) {
            case TABLE -> new TableReport(out, top);
            case JSON -> new JsonReport(out, true, top);
            case NDJSON -> new JsonReport(out, false, top);
            case CSV -> new CsvReport(out, err, top);
        };
    }
}
