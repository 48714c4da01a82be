package io.postern.reporter.digest;

import io.postern.reporter.digest.Section.Cell;
import java.util.List;

/// The digest for a terminal or the text part of a mail: columns, no markup.
final class DigestText {

    private static final int WIDTH = 78;
    private static final String GAP = "  ";

    private DigestText() {}

    static String of(Digest digest) {
        StringBuilder text = new StringBuilder();
        String title = title(digest);
        text.append(title).append('\n');
        text.append("=".repeat(Math.min(title.length(), WIDTH))).append("\n\n");
        text.append(digest.verdict()).append('\n');
        Sections.of(digest).forEach(section -> append(text, section));
        text.append('\n').append(FOOTER).append('\n');
        return text.toString();
    }

    static final String FOOTER = "Failed: wrong credentials. Each attempt counts once, however many logs tell of it.";

    static String title(Digest digest) {
        String until = digest.over() ? "" : ", until " + Shown.time(digest.generated(), digest);
        return "Postern, " + Shown.date(digest) + " (" + digest.zone() + ")" + until;
    }

    private static void append(StringBuilder text, Section section) {
        text.append('\n').append(section.heading()).append('\n');
        if (section.note() != null) {
            text.append(GAP).append(section.note()).append('\n');
        }
        if (section.rows().isEmpty()) {
            text.append(section.note() == null ? GAP + "none\n" : "");
            return;
        }
        List<Cell> heads = section.columns().stream()
                .map(column -> new Cell(column.head(), column.number()))
                .toList();
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = section.rows().stream()
                    .mapToInt(row -> width(row.get(column)))
                    .reduce(width(heads.get(column)), Math::max);
        }
        append(text, heads, widths);
        section.rows().forEach(row -> append(text, row, widths));
    }

    private static void append(StringBuilder text, List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Cell cell = row.get(i);
            String blanks = " ".repeat(widths[i] - width(cell));
            line.append(GAP).append(cell.number() ? blanks + cell.text() : cell.text() + blanks);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static int width(Cell cell) {
        return cell.text().codePointCount(0, cell.text().length());
    }
}
