package io.postern.collector.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.events.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// An annotated row of the collection beside the repository: lines of one login, and what they say.
///
/// @param name file and line
/// @param kind what the lines are, whatever the verdict of the project they come from
/// @param account null when the row does not say, or a script guessed it
/// @param attempts 0 when the row does not say
/// @param mustNotReport an address that an attacker wrote; null when there is none
/// @param unclear whether naming nobody is right as well
record CorpusRow(
        String name,
        List<String> lines,
        String kind,
        String ip,
        String account,
        int attempts,
        String mustNotReport,
        boolean unclear) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What a line without a header gets in front of it: the program that its file's lines are of.
    private static final Map<String, String> HEADERS = Map.of(
            "cucipop.jsonl", "Nov 20 10:34:34 mail cucipop[7]: ",
            "cyrus.jsonl", "Nov 20 10:34:34 mail cyrus/imap[7]: ",
            "dovecot.jsonl", "Nov 20 10:34:34 mail dovecot: ",
            "dovecot_varieties.jsonl", "Nov 20 10:34:34 mail dovecot: ",
            "exim.jsonl", "Nov 20 10:34:34 ",
            "opensmtpd.jsonl", "Nov 20 10:34:34 mail smtpd[7]: ",
            "postfix.jsonl", "Nov 20 10:34:34 mail postfix/smtpd[7]: ",
            "sendmail.jsonl", "Nov 20 10:34:34 mail sendmail[7]: ",
            "uwimap.jsonl", "Nov 20 10:34:34 mail imapd[7]: ");

    /// Rows without a header, or with half of one, that are not marked so.
    private static final Set<String> HALF = Set.of("exim.jsonl:8", "dovecot_varieties.jsonl:61");

    /// The rows of all files; none where the collection is not.
    static Stream<CorpusRow> all(Path corpus) throws IOException {
        if (!Files.isDirectory(corpus)) {
            return Stream.empty();
        }
        List<CorpusRow> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(corpus)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    rows.add(of(file.getFileName().toString(), i + 1, JSON.readTree(lines.get(i))));
                }
            }
        }
        return rows.stream();
    }

    private static CorpusRow of(String file, int number, JsonNode row) {
        String name = file + ":" + number;
        JsonNode expect = row.get("expect");
        JsonNode meta = row.get("meta");
        boolean bare = meta.path("no_syslog_header").asBoolean() || HALF.contains(name);
        String header = bare ? HEADERS.get(file) : "";
        List<String> lines = new ArrayList<>();
        if (row.has("line")) {
            lines.add(header + row.get("line").asText());
        } else {
            row.get("lines").forEach(line -> lines.add(line.asText()));
        }
        boolean guessed = false;
        for (JsonNode field : meta.path("derived")) {
            guessed |= field.asText().equals("user");
        }
        return new CorpusRow(
                name,
                lines,
                meta.path("kind").asText(),
                expect.path("ip").asText(null),
                guessed ? null : Text.account(expect.path("user").asText(null)),
                meta.path("attempts").asInt(0),
                meta.path("must_not_report").asText(null),
                meta.path("no_verdict_ok").asBoolean());
    }
}
