package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.postern.cli.output.Table;
import io.postern.events.Text;
import java.io.PrintWriter;

/// The answer to "why?" for a terminal. Names in it were chosen by attackers, and are made safe.
final class WhyText {

    private WhyText() {}

    static void print(JsonNode why, PrintWriter out) {
        out.println(text(why, "subject") + ": " + verdict(why));
        if (why.path("lift").isTextual()) {
            out.println("to lift it: " + text(why, "lift"));
        }
        String exemption = why.path("counts").path("exemption").asText("");
        if (!exemption.isEmpty()) {
            out.println("never banned: " + Text.clean(exemption));
        }
        section(
                out,
                "BANS",
                why.path("bans"),
                new Table("NETWORK", "STATE", "FROM", "UNTIL", "WHY"),
                "network",
                "state",
                "from",
                "until",
                "reason");
        decisions(why.path("decisions"), out);
        section(
                out,
                "SAID BY OPERATORS",
                why.path("standing"),
                new Table("LIST", "ENTRY", "FROM", "UNTIL", "WHO", "WHY"),
                "list",
                "entry",
                "from",
                "until",
                "author",
                "reason");
        section(
                out,
                "ON THE HOSTS",
                why.path("enforced"),
                new Table("HOST", "NETWORK", "BY", "STATE", "SINCE", "WHY"),
                "host",
                "network",
                "enforcer",
                "kind",
                "at",
                "words");
        section(
                out,
                "ATTEMPTS",
                why.path("attempts"),
                new Table("AT", "HOST", "SERVICE", "CLIENT", "ACCOUNT", "OUTCOME", "READ AT"),
                "at",
                "host",
                "service",
                "client",
                "account",
                "outcome",
                "origin");
        section(
                out,
                "HOW FAR THE LIMITS ARE",
                why.path("counts").path("rules"),
                new Table("RULE", "MODE", "COUNTED", "LIMIT", "WITHIN (S)", "QUIET UNTIL"),
                "rule",
                "mode",
                "soFar",
                "limit",
                "withinSeconds",
                "quietUntil");
    }

    private static String verdict(JsonNode why) {
        String until = why.path("until").isTextual() ? " until " + text(why, "until") : "";
        String by = why.path("by").isTextual() ? " by " + text(why, "by") : "";
        return switch (text(why, "verdict")) {
            case "nothing" -> "nothing keeps it out";
            case String other -> other + by + until;
        };
    }

    private static void decisions(JsonNode decisions, PrintWriter out) {
        if (decisions.isEmpty()) {
            return;
        }
        out.println();
        out.println("DECISIONS");
        Table table = new Table("AT", "SUBJECT", "RULE", "EFFECT", "UNTIL", "COUNTED", "WITHIN (S)", "WHY NOT");
        for (JsonNode decision : decisions) {
            JsonNode evidence = decision.path("evidence");
            table.row(
                    text(decision, "at"),
                    text(decision, "subject"),
                    text(decision, "rule"),
                    text(decision, "effect"),
                    text(decision, "until"),
                    evidence.path("count").asText() + " of "
                            + evidence.path("limit").asText(),
                    evidence.path("withinSeconds").asText(),
                    text(decision, "exemption"));
        }
        table.print(out);
    }

    private static void section(PrintWriter out, String title, JsonNode rows, Table table, String... fields) {
        if (rows.isEmpty()) {
            return;
        }
        out.println();
        out.println(title);
        for (JsonNode row : rows) {
            Object[] cells = new Object[fields.length];
            for (int i = 0; i < fields.length; i++) {
                cells[i] = text(row, fields[i]);
            }
            table.row(cells);
        }
        table.print(out);
    }

    /// Null when there is none.
    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() || value.isMissingNode() ? null : Text.clean(value.asText());
    }
}
