package io.postern.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.postern.cli.unparsed.Cluster;
import io.postern.cli.unparsed.Clusters;
import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/// Prints, at the end, which lines were not read, in clusters of one shape each.
final class UnparsedLines implements ReadingSink {

    private final PrintWriter out;
    private final PrintWriter err;
    private final OutputFormat.Shape shape;
    private final int limit;
    private final Line line;
    private final Clusters clusters = new Clusters();

    UnparsedLines(PrintWriter out, PrintWriter err, OutputFormat.Shape shape, int limit, ParserSettings settings) {
        this.out = out;
        this.err = err;
        this.shape = shape;
        this.limit = limit;
        this.line = new Line(settings);
    }

    @Override
    public void take(Said said) {
        String reason = switch (said.reading()) {
            case Reading.Unreadable unreadable -> "NOT READABLE, " + unreadable.reason();
            case Reading.Ignored ignored when ignored.kind() == Kind.OTHER -> ignored.reason();
            case Reading.Ignored ignored -> null;
            case Reading.Attempt attempt -> null;
            case Reading.NoAttempt none -> null;
            case Reading.Mail mail -> null;
            case Reading.Ambiguous unclear -> null;
        };
        if (reason == null) {
            return;
        }
        line.fill(said.bytes(), said.from(), said.to());
        String message = line.text(line.from(), line.to());
        boolean foreign = said.reading().daemon() == Daemon.NONE && line.hasProgram();
        clusters.add(
                line.hasProgram() ? line.program() : "-",
                said.reading().parser(),
                reason,
                foreign ? null : message,
                Bytes.text(said.bytes(), said.from(), said.to()),
                said.file(),
                said.number());
    }

    @Override
    public void close() throws IOException {
        List<Cluster> largest = clusters.largest(limit);
        switch (shape) {
            case TABLE -> largest.forEach(this::print);
            case JSON -> json(largest, true);
            case NDJSON -> json(largest, false);
        }
        out.flush();
        long shown = largest.stream().mapToLong(Cluster::count).sum();
        if (shown < clusters.lines()) {
            err.printf(
                    "Left off: %,d lines of %,d kinds%s%n",
                    clusters.lines() - shown,
                    clusters.size() - largest.size(),
                    clusters.leftOff() == 0
                            ? "; --limit shows more"
                            : String.format(", and of kinds for which there was no room, %,d", clusters.leftOff()));
        }
    }

    private void print(Cluster cluster) {
        out.printf("%,9d  %s: %s%n", cluster.count(), cluster.parser(), cluster.reason());
        out.printf("           %s: %s%n", cluster.program(), cluster.shape());
        out.printf(
                "           %s%d: %s%n",
                cluster.file() == null ? "" : cluster.file() + ":", cluster.line(), cluster.example());
    }

    private void json(List<Cluster> largest, boolean array) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setRootValueSeparator(null);
        if (array) {
            json.writeStartArray();
        }
        for (Cluster cluster : largest) {
            json.writeStartObject();
            json.writeNumberField("count", cluster.count());
            json.writeStringField("program", cluster.program());
            json.writeStringField("parser", cluster.parser());
            json.writeStringField("reason", cluster.reason());
            json.writeStringField("shape", cluster.shape());
            json.writeStringField("example", cluster.example());
            if (cluster.file() != null) {
                json.writeStringField("file", cluster.file());
            }
            json.writeNumberField("line", cluster.line());
            json.writeEndObject();
            if (!array) {
                json.writeRaw('\n');
            }
        }
        if (array) {
            json.writeEndArray();
            json.writeRaw('\n');
        }
        json.close();
    }
}
