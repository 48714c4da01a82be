package io.postern.reporter.projections;

import io.postern.events.ListEntry;
import io.postern.reporter.database.Statements;
import io.postern.reporter.projections.Batch.EntryTold;
import java.util.List;

/// What stands because of commands into `report.list_entry`: the newest word on each entry.
final class ListEntries {

    private static final String SAY = """
            insert into report.list_entry (list, entry, value, begins, until, author, reason, command, told)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (list, entry) do update
            set value = excluded.value, begins = excluded.begins, until = excluded.until, author = excluded.author,
                reason = excluded.reason, command = excluded.command, told = excluded.told
            where list_entry.told < excluded.told""";

    private ListEntries() {}

    static void project(List<EntryTold> told, Statements statements) {
        for (EntryTold each : told) {
            ListEntry entry = each.entry();
            statements.update(
                    SAY,
                    Stored.key(entry.list()),
                    Stored.key(entry.entry()),
                    Stored.text(entry.value()),
                    entry.from(),
                    entry.until(),
                    Stored.text(entry.author()),
                    Stored.text(entry.reason()),
                    Stored.text(entry.command()),
                    each.offset());
        }
    }
}
