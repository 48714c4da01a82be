package io.postern.reporter.attempts;

import io.postern.events.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Which attempts are asked for; null and empty ask for all.
///
/// @param to the first instant that is no longer asked for
/// @param everyTelling whether rows count that tell only what another source told
record AttemptFilter(
        Network client, String account, List<String> outcomes, Instant from, Instant to, boolean everyTelling) {

    /// Only conditions that were asked for, so that the database plans for what it is asked.
    Query newestFirst(Cursor after, int limit) {
        Query query = new Query(AttemptRow.SELECT);
        if (client != null) {
            query.where("a.client <<= $?::text::inet", client.toString());
        }
        if (account != null) { // the index knows the first 200 characters
            query.where("left(a.account, 200) = left($?, 200)", account);
            query.where("a.account = $?", account);
        }
        if (!outcomes.isEmpty()) {
            query.where("a.outcome = any ($?)", (Object) outcomes.toArray(String[]::new));
        }
        if (from != null) {
            query.where("a.at >= $?", from);
        }
        if (to != null) {
            query.where("a.at < $?", to);
        }
        if (!everyTelling) {
            query.where("a.counted > 0");
        }
        if (after != null) {
            query.where("(a.at, a.id) < ($?, $?)", after.at(), after.id());
        }
        return query.end("order by a.at desc, a.id desc limit $?", limit);
    }

    /// SQL that grows with its parameters.
    static final class Query {
        private final StringBuilder sql;
        private final List<Object> parameters = new ArrayList<>();
        private String word = " where ";

        private Query(String select) {
            sql = new StringBuilder(select);
        }

        private void where(String condition, Object... values) {
            sql.append(word);
            add(condition, values);
            word = " and ";
        }

        private Query end(String rest, Object... values) {
            sql.append(' ');
            add(rest, values);
            return this;
        }

        /// Numbers the places that are written `$?`.
        private void add(String text, Object... values) {
            String numbered = text;
            for (Object value : values) {
                parameters.add(value);
                numbered = numbered.replaceFirst("\\$\\?", "\\$" + parameters.size());
            }
            sql.append(numbered);
        }

        String sql() {
            return sql.toString();
        }

        Object[] parameters() {
            return parameters.toArray();
        }
    }
}
