package io.postern.collector.formats.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every figure that Debian's pflogsumm 1.1.5 prints can be had from our events. Its pages beside the logs were
/// made with `TZ=UTC pflogsumm -q --verbose-msg-detail LOG`.
class PflogsummTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Pattern NUMBERED = Pattern.compile("\\s*(\\d+)\\s+(.*)");
    private static final Pattern TOTAL = Pattern.compile("\\s*(\\S+) \\(total: (\\d+)\\)");

    @ParameterizedTest
    @CsvSource({
        "captured/native-postfix.log, native-postfix.txt",
        "captured/native-postfix-3.10.log, native-postfix-3.10.txt",
        "captured/postfix.log, postfix.txt",
        "captured/mail.rfc3339.log, mail.rfc3339.txt",
        "pflogsumm/every-figure.log, every-figure.txt"
    })
    void everyFigureOfPflogsummIsInOurEvents(String log, String page) throws IOException {
        Map<String, List<String>> printed = sections(Files.readAllLines(RESOURCES.resolve("pflogsumm/" + page)));

        Pflogsumm ours = read(RESOURCES.resolve(log));

        assertThat(ours.totals())
                .containsAll(totals(printed.get("Grand Totals")))
                .hasSize(16);
        assertThat(ours.hours()).isEqualTo(rows(printed, "Per-Hour Traffic Summary", 2));
        same(ours.deliveries(), rows(printed, "Host/Domain Summary: Message Delivery", 2));
        same(ours.arrivals(), rows(printed, "Host/Domain Summary: Messages Received", 2));
        same(ours.senders(), rows(printed, "Senders by message count", 0));
        same(ours.senderBytes(), rows(printed, "Senders by message size", 0));
        same(ours.recipients(), rows(printed, "Recipients by message count", 0));
        same(ours.recipientBytes(), rows(printed, "Recipients by message size", 0));
        for (String section : List.of("message deferral detail", "message bounce detail (by relay)")) {
            assertThat(ours.detail(section)).isEqualTo(detail(printed, section));
        }
        for (String section : List.of("Warnings", "Fatal Errors", "Panics", "Master daemon messages")) {
            assertThat(withoutLogins(ours.detail(section))).isEqualTo(withoutLogins(detail(printed, section)));
        }
        assertThat(ours.detail("rejected")).isEqualTo(checks(printed, "message reject detail"));
        assertThat(ours.detail("reject warnings")).isEqualTo(checks(printed, "message reject warning detail"));
        assertThat(ours.detail("held")).isEqualTo(checks(printed, "message hold detail"));
        assertThat(ours.detail("discarded")).isEqualTo(checks(printed, "message discard detail"));
    }

    private static Pflogsumm read(Path log) throws IOException {
        LineParser parser = new LineParser(new ParserSettings(
                ZoneOffset.UTC, InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")), "this-host"));
        Pflogsumm sums = new Pflogsumm();
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            if (line.contains(" postfix/")) {
                sums.add(parser.read(line));
            }
        }
        return sums;
    }

    private static void same(List<String> ours, List<String> printed) {
        assertThat(ours).containsExactlyInAnyOrderElementsOf(printed);
    }

    /// Title → the lines under it, blanks made one.
    private static Map<String, List<String>> sections(List<String> page) {
        Map<String, List<String>> sections = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            if (i + 1 < page.size()
                    && page.get(i + 1).matches("-+")
                    && !page.get(i).isBlank()) {
                lines = new ArrayList<>();
                sections.put(page.get(i).strip(), lines);
                i++;
            } else if (!page.get(i).isBlank()) {
                lines.add(page.get(i).strip().replaceAll(" +", " "));
            }
        }
        return sections;
    }

    private static List<String> totals(List<String> lines) {
        List<String> totals = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher deferrals = Pattern.compile("\\((\\d+) deferrals\\)").matcher(line);
            if (deferrals.find()) {
                totals.add(deferrals.group());
            }
            totals.add(line.replaceFirst(" \\(.*", ""));
        }
        assertThat(totals).hasSizeGreaterThan(14);
        return totals;
    }

    private static List<String> rows(Map<String, List<String>> printed, String section, int heads) {
        List<String> lines = printed.get(section);
        return lines.subList(heads, lines.size());
    }

    /// Rows and sums of a section whose rows are under a daemon or a relay; the same row under two is added up.
    private static Map<String, Integer> detail(Map<String, List<String>> printed, String section) {
        Map<String, Integer> rows = new TreeMap<>();
        for (String line : printed.getOrDefault(section, List.of())) {
            Matcher total = TOTAL.matcher(line);
            Matcher numbered = NUMBERED.matcher(line);
            if (total.matches()) {
                rows.merge(total.group(1) + " (total)", Integer.valueOf(total.group(2)), Integer::sum);
            } else if (numbered.matches()) {
                rows.merge(numbered.group(2), Integer.valueOf(numbered.group(1)), Integer::sum);
            }
        }
        return rows;
    }

    /// By stage and client, or by stage alone where cleanup told; the words between are ours in parts.
    private static Map<String, Integer> checks(Map<String, List<String>> printed, String section) {
        Map<String, Integer> rows = new TreeMap<>();
        String stage = "";
        for (String line : printed.getOrDefault(section, List.of())) {
            Matcher numbered = NUMBERED.matcher(line);
            Matcher total = TOTAL.matcher(line);
            if (!line.contains(" ")) {
                stage = line;
            } else if (stage.equals("cleanup") && total.matches()) {
                rows.merge(total.group(1), Integer.valueOf(total.group(2)), Integer::sum);
            } else if (!stage.equals("cleanup") && numbered.matches() && !line.contains("(total: ")) {
                rows.merge(stage + " of " + numbered.group(2), Integer.valueOf(numbered.group(1)), Integer::sum);
            }
        }
        return rows;
    }

    /// A failed login is an attempt and has no text; it counts in the sum of its daemon.
    private static Map<String, Integer> withoutLogins(Map<String, Integer> rows) {
        Map<String, Integer> others = new TreeMap<>(rows);
        others.keySet().removeIf(row -> row.contains(": SASL "));
        return others;
    }
}
