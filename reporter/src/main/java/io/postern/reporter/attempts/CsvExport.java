package io.postern.reporter.attempts;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.postern.reporter.Day;
import io.postern.reporter.database.Statements;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The failed attempts of a day as CSV, page by page: no more than a page is ever in memory.
final class CsvExport {

    private static final int PAGE = 1000;

    private static final String NEXT = AttemptRow.SELECT + """
            where a.at >= $1 and (a.at, a.id) > ($1, $2) and a.at < $3 and a.counted > 0 and a.outcome = any ($4)
            order by a.at, a.id limit $5""";

    private final Day day;
    private final Statements statements;

    CsvExport(Day day, Statements statements) {
        this.day = day;
        this.statements = statements;
    }

    List<AttemptRow> firstPage() {
        return page(new Cursor(day.from(), "")); // no id is empty
    }

    /// One line for each failed try, as MailLogSentinel had one for each line in the log: three in one connection are
    /// three lines.
    void write(List<AttemptRow> firstPage, OutputStream out) throws IOException {
        try (CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(';')
                .lineDelimiter(LineDelimiter.LF)
                .build(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)))) {
            csv.writeRecord(CsvRow.HEADER);
            List<AttemptRow> page = firstPage;
            while (!page.isEmpty()) {
                for (AttemptRow row : page) {
                    List<String> cells = CsvRow.of(row, day.zone());
                    for (int i = 0; i < row.counted(); i++) {
                        csv.writeRecord(cells);
                    }
                }
                page = page.size() < PAGE ? List.of() : page(Cursor.after(page.getLast()));
            }
        }
    }

    private List<AttemptRow> page(Cursor after) {
        return statements.list(AttemptRow::of, NEXT, after.at(), after.id(), day.to(), Outcomes.failed(), PAGE);
    }
}
