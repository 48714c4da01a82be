package io.postern.cli.replay;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/// For spreadsheets. The summary goes to standard error, where it disturbs nobody.
final class CsvReport implements Report {

    private static final String BAN =
            "network,effect,from,until,rule,counted,limit,within_seconds,first,last,accounts,hosts,lines,why";

    private final PrintWriter out;
    private final PrintWriter err;
    private final int top;
    private boolean headed;

    CsvReport(PrintWriter out, PrintWriter err, int top) {
        this.out = out;
        this.err = err;
        this.top = top;
    }

    @Override
    public void decided(Entry entry) {
        if (top == 0) {
            head(BAN);
            row(entry.effect().wire(), entry);
        }
    }

    @Override
    public void differs(Difference difference) {
        head(BAN);
        String kind = difference.kind().wire();
        difference.before().forEach(ban -> row(kind + "-before", ban));
        difference.after().forEach(ban -> row(kind + "-after", ban));
    }

    private void row(String effect, Entry ban) {
        cells(
                ban.who(),
                effect,
                ban.from(),
                ban.until(),
                ban.rule(),
                ban.counted(),
                ban.limit(),
                ban.withinSeconds(),
                ban.first(),
                ban.last(),
                String.join(" ", ban.accounts()),
                String.join(" ", ban.hosts()),
                String.join(" ", ban.lines()),
                ban.why());
    }

    @Override
    public void end(Summary summary, Totals totals) {
        if (top > 0) {
            head("network,bans,counted,first,last");
            totals.top(top).forEach(one -> cells(one.network(), one.bans(), one.counted(), one.first(), one.last()));
        }
        head(BAN);
        out.flush();
        new SummaryText(summary).print(err);
    }

    private void head(String names) {
        if (!headed) {
            out.println(names);
            headed = true;
        }
    }

    private void cells(Object... values) {
        out.println(Arrays.stream(values).map(CsvReport::cell).collect(Collectors.joining(",")));
    }

    /// What a spreadsheet would take for a formula begins with an apostrophe.
    private static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        String safe = formula ? "'" + text : text;
        return safe.matches("[^\",\r\n ]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
