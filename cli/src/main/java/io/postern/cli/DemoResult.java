package io.postern.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.postern.cli.output.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the demonstration came to, beside what was expected.
///
/// @param banned the networks of the bans in force
/// @param expected the same by an independent count of the log
@JsonPropertyOrder({"asExpected", "attempts", "failed", "banned", "expected"})
record DemoResult(
        long attempts, long failed, SortedSet<String> banned, SortedSet<String> expected, JsonNode decisions) {

    static DemoResult of(JsonNode status, PosternApi api, SortedSet<String> expected) {
        SortedSet<String> banned = new TreeSet<>();
        for (JsonNode ban : api.json("/api/v1/bans?limit=1000").path("bans")) {
            banned.add(ban.path("network").asText());
        }
        return new DemoResult(
                status.path("counts").path("attempts").asLong(),
                status.path("counts").path("failed").asLong(),
                banned,
                expected,
                api.json("/api/v1/decisions?limit=1000").path("decisions"));
    }

    @JsonProperty
    boolean asExpected() {
        return banned.equals(expected);
    }

    void print(String digest, PrintWriter out) {
        out.printf("SEEN: %d attempts, %d of them failed.%n%n", attempts, failed);
        out.println("DECIDED, and why:");
        Table table = new Table("  WHO", "WHAT", "RULE", "COUNTED", "AS", "BECAUSE");
        for (JsonNode decision : decisions) {
            JsonNode evidence = decision.path("evidence");
            table.row(
                    "  " + decision.path("subject").asText(),
                    decision.path("effect").asText(),
                    decision.path("rule").asText(),
                    "%d of %d within %d s"
                            .formatted(
                                    evidence.path("count").asInt(),
                                    evidence.path("limit").asInt(),
                                    evidence.path("withinSeconds").asLong()),
                    accounts(evidence),
                    decision.path("exemption").asText("limit reached"));
        }
        table.print(out);
        out.println();
        out.println(verdict());
        out.println();
        out.print(digest);
    }

    private String verdict() {
        if (asExpected()) {
            return "As expected: an independent count of the log bans the same " + expected.size() + " networks.";
        }
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(banned);
        Set<String> surplus = new TreeSet<>(banned);
        surplus.removeAll(expected);
        return "NOT AS EXPECTED: missing " + missing + ", surplus " + surplus + ".";
    }

    private static String accounts(JsonNode evidence) {
        List<String> accounts = new ArrayList<>();
        evidence.path("accounts").forEach(account -> accounts.add(account.asText()));
        int shown = Math.min(accounts.size(), 2);
        String more = accounts.size() > shown ? " and " + (accounts.size() - shown) + " more" : "";
        return accounts.isEmpty() ? null : String.join(", ", accounts.subList(0, shown)) + more;
    }
}
