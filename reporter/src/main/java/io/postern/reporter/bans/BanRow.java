package io.postern.reporter.bans;

import io.postern.reporter.database.Row;
import java.time.Instant;
import java.util.Locale;

/// A ban with what became of it.
///
/// @param from when it was decided, by the clock of the mail host
/// @param decision id of the decision that caused it
/// @param liftedAt when it was lifted before its time; null otherwise
/// @param state at the time of asking
public record BanRow(
        String network,
        Instant from,
        Instant until,
        String rule,
        String decision,
        String reason,
        Instant liftedAt,
        State state) {

    /// What a ban can have come to.
    public enum State {
        IN_FORCE,
        /// Its time is over.
        EXPIRED,
        /// Taken back before its time.
        LIFTED,
        /// A later ban of the same network took its place.
        REPLACED;

        /// For people.
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static BanRow of(Row row) {
        return new BanRow(
                row.text("network"),
                row.time("begins"),
                row.time("until"),
                row.text("rule"),
                row.text("decision"),
                row.text("reason"),
                row.time("lifted_at"),
                State.valueOf(row.text("state")));
    }
}
