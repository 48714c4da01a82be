package io.postern.policy.lists;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.policy.rules.Problem;
import java.util.ArrayList;
import java.util.List;

/// Spamhaus DROP as JSON: an object a line, `{"cidr":"192.0.2.0/24","sblid":"SBL1"}` or `{"asn":64496,…}`, the last
/// one
/// with `"type":"metadata"`.
final class DropLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DropLines() {}

    static List<Index.Read> read(Kind kind, String file, String text, List<Problem> problems) {
        List<Index.Read> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                JsonNode node = JSON.readTree(line);
                String entry =
                        node.path(kind == Kind.AS_NUMBERS ? "asn" : "cidr").asText("");
                if (!entry.isEmpty()) {
                    String sbl = node.path("sblid").asText("");
                    String words = sbl.matches("[A-Z0-9]{1,20}") ? entry + " " + sbl : entry;
                    entries.add(new Index.Read(Term.of(kind, entry), new Entry(words, file + ":" + (i + 1), null)));
                } else if (!node.path("type").asText().equals("metadata")) {
                    throw new IllegalArgumentException("neither a network nor metadata");
                }
            } catch (JsonProcessingException e) {
                problems.add(new Problem(file, i + 1, e.getLocation().getColumnNr(), null, "not JSON"));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(file, i + 1, 1, null, e.getMessage()));
            }
        }
        return entries;
    }
}
