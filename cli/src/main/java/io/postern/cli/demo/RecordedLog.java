package io.postern.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Two and a half minutes of a real Postfix and Dovecot under attack, from documentation addresses, recorded with RFC
/// 3339 stamps.
public final class RecordedLog {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private final List<String> lines;

    private RecordedLog(List<String> lines) {
        this.lines = lines;
    }

    public static RecordedLog bundled() throws IOException {
        try (InputStream in = RecordedLog.class.getResourceAsStream("mail.log")) {
            return new RecordedLog(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    /// The same log, moved in time so that its last line is of the given moment.
    public RecordedLog endingAt(OffsetDateTime end) {
        OffsetDateTime last = lines.reversed().stream()
                .filter(RecordedLog::isStamped)
                .findFirst()
                .map(RecordedLog::stampOf)
                .orElseThrow();
        Duration by = Duration.between(last, end);
        return new RecordedLog(lines.stream()
                .map(line -> isStamped(line) ? moved(line, by) : line)
                .toList());
    }

    public List<String> lines() {
        return lines;
    }

    /// A message with a line feed in it goes on in a line without stamp.
    private static boolean isStamped(String line) {
        return line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+[+-]\\d\\d:\\d\\d .*");
    }

    private static OffsetDateTime stampOf(String line) {
        return OffsetDateTime.parse(line.substring(0, line.indexOf(' ')));
    }

    private static String moved(String line, Duration by) {
        OffsetDateTime stamp = stampOf(line).plus(by).withOffsetSameInstant(ZoneOffset.UTC);
        return STAMP.format(stamp) + line.substring(line.indexOf(' '));
    }
}
