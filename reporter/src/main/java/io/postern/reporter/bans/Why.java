package io.postern.reporter.bans;

import io.postern.reporter.attempts.AttemptRow;
import io.postern.reporter.database.Row;
import java.time.Instant;
import java.util.List;

/// All there is to say on why somebody is kept out, or is not.
///
/// @param subject what was asked about, in full
/// @param verdict `banned`, `denied`, `delayed`, `allowed` or `nothing`
/// @param by the rule, the list or the person who decided; null when nobody did
/// @param until when it ends; null when nothing does
/// @param bans in force of it or of a network around it; and the newest others of it
/// @param decisions about it, newest first
/// @param attempts those that the decisions rest on and the newest others, newest first
/// @param standing what operators' commands say of it and still holds
/// @param enforced what each host last said of the bans
/// @param lift the command that ends it; null when there is nothing to end
public record Why(
        String subject,
        String verdict,
        String by,
        Instant until,
        List<BanRow> bans,
        List<DecisionRow> decisions,
        List<AttemptRow> attempts,
        List<Standing> standing,
        List<Enforced> enforced,
        String lift) {

    /// An operator's word.
    public record Standing(String list, String entry, Instant from, Instant until, String author, String reason) {

        static Standing of(Row row) {
            return new Standing(
                    row.text("list"),
                    row.text("entry"),
                    row.time("begins"),
                    row.time("until"),
                    row.text("author"),
                    row.text("reason"));
        }
    }

    /// A host's word on a ban: `applied`, `lifted`, `refused` or `failed`.
    public record Enforced(String host, String network, String enforcer, String kind, Instant at, String words) {

        static Enforced of(Row row) {
            return new Enforced(
                    row.text("host"),
                    row.text("network"),
                    row.text("enforcer"),
                    row.text("kind"),
                    row.time("at"),
                    row.text("words"));
        }
    }
}
