package io.postern.cli.replay;

import io.postern.cli.output.Table;
import io.postern.events.Decision.Effect;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// For people: a page of bans at a time, and in the end what they add up to.
final class TableReport implements Report {

    private static final int PAGE = 500;
    private static final String[] HEADS = {
        "WHO", "EFFECT", "FROM", "UNTIL", "RULE", "COUNTED", "SINCE", "AS", "ON", "LAST LINE"
    };

    private final PrintWriter out;
    private final int top;
    private Table page;
    private int rows;

    TableReport(PrintWriter out, int top) {
        this.out = out;
        this.top = top;
    }

    @Override
    public void decided(Entry entry) {
        if (top == 0 && entry.effect() != Effect.EXEMPT) {
            row("", entry.effect().wire(), entry);
        }
    }

    @Override
    public void differs(Difference difference) {
        switch (difference.kind()) {
            case COMES -> difference.after().forEach(ban -> row("+ ", "comes", ban));
            case GOES -> difference.before().forEach(ban -> row("- ", "goes", ban));
            case CHANGES -> {
                difference.before().forEach(ban -> row("< ", "was", ban));
                difference.after().forEach(ban -> row("> ", "becomes", ban));
            }
        }
    }

    private void row(String mark, String effect, Entry ban) {
        if (page == null) {
            page = new Table(HEADS);
        }
        page.row(
                mark + ban.who(),
                effect,
                second(ban.from()),
                second(ban.until()),
                ban.rule(),
                "%d of %d within %d s".formatted(ban.counted(), ban.limit(), ban.withinSeconds()),
                second(ban.first()),
                some(ban.accounts()),
                String.join(", ", ban.hosts()),
                ban.lines().isEmpty() ? null : ban.lines().getLast());
        if (++rows % PAGE == 0) {
            print();
        }
    }

    private void print() {
        if (page != null) {
            page.print(out);
            out.println();
        }
        page = null;
    }

    @Override
    public void end(Summary summary, Totals totals) {
        print();
        if (top > 0) {
            Table most = new Table("NETWORK", "BANS", "TRIES", "FIRST", "LAST");
            totals.top(top)
                    .forEach(one -> most.row(
                            one.network(), one.bans(), one.counted(), second(one.first()), second(one.last())));
            most.print(out);
            out.println();
        }
        new SummaryText(summary).print(out);
        out.flush();
    }

    static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /// The newest two.
    private static String some(List<String> accounts) {
        int shown = Math.min(accounts.size(), 2);
        String more = accounts.size() > shown ? " and " + (accounts.size() - shown) + " more" : "";
        return accounts.isEmpty()
                ? null
                : String.join(", ", accounts.subList(accounts.size() - shown, accounts.size())) + more;
    }
}
