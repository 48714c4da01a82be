package io.postern.reporter.digest;

import java.util.ArrayList;
import java.util.List;

/// One part of the digest, the same in text and HTML: a heading, perhaps a sentence, perhaps a table.
///
/// @param note a sentence under the heading; null for none
/// @param alarming whether a human should look
public record Section(String heading, String note, boolean alarming, List<Column> columns, List<List<Cell>> rows) {

    /// @param number whether the values are numbers, to be set to the right
    public record Column(String head, boolean number) {}

    /// @param text made harmless already, but not escaped
    public record Cell(String text, boolean number) {}

    static Section noting(String heading, String note) {
        return new Section(heading, note, false, List.of(), List.of());
    }

    /// Collects the rows of a table.
    static final class Builder {
        private final String heading;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<Cell>> rows = new ArrayList<>();
        private boolean alarming;
        private String note;

        /// @param heads a head that begins with `>` stands over a column of numbers
        Builder(String heading, String... heads) {
            this.heading = heading;
            for (String head : heads) {
                boolean number = head.startsWith(">");
                columns.add(new Column(number ? head.substring(1) : head, number));
            }
        }

        Builder alarming() {
            alarming = true;
            return this;
        }

        Builder note(String sentence) {
            note = sentence;
            return this;
        }

        Builder row(Object... values) {
            List<Cell> row = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                String text = values[i] instanceof Number number
                        ? "%,d".formatted(number.longValue())
                        : String.valueOf(values[i]);
                row.add(new Cell(text, columns.get(i).number()));
            }
            rows.add(List.copyOf(row));
            return this;
        }

        Section build() {
            return new Section(heading, note, alarming, columns, rows);
        }
    }
}
