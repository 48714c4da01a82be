package io.postern.collector.receiving;

import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Redaction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/// Makes of each message one line in the form of RFC 5424, whatever form it came in: with its moment, its host and
/// its program in the places where only we write, and nothing in it that could begin another line. For one thread.
final class SyslogLines {

    /// user.notice, as RFC 3164 has it for a message without a priority.
    private static final String USUAL_PRIORITY = "<13>";

    private final ParserSettings settings;
    private final Line line;
    private final int maxLine;

    /// @param maxLine the longest line that is read as a whole
    SyslogLines(ParserSettings settings, int maxLine) {
        this.settings = settings;
        this.line = new Line(settings);
        this.maxLine = maxLine;
    }

    /// @param peer the sender's address
    /// @param names the hosts for which the sender may speak; null when it may speak for any
    /// @param cut whether the message's end is missing: the line is made longer than the longest then, so that
    ///     whoever reads it knows
    /// @return null for an empty message
    byte[] line(byte[] message, boolean cut, String peer, HostNames names) {
        byte[] bytes = escaped(message);
        if (bytes.length == 0) {
            return null;
        }
        line.fill(bytes, 0, bytes.length);
        Instant at = line.at() == null ? settings.now().instant() : line.at();
        String header = "%s1 %s %s %s %s - - "
                .formatted(
                        priority(bytes),
                        at.truncatedTo(ChronoUnit.MICROS),
                        host(peer, names),
                        line.hasProgram() ? word(line.program()) : "-",
                        line.pid().isEmpty() ? "-" : word(line.pid()));
        ByteArrayOutputStream made = new ByteArrayOutputStream(header.length() + bytes.length);
        made.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        made.write(bytes, line.from(), line.to() - line.from());
        byte[] whole = withoutSecrets(made.toByteArray());
        return cut && whole.length <= maxLine ? padded(whole) : whole;
    }

    /// Passwords do not go to disk, with one exception: a user's name may look like one, and nobody must be able to
    /// hide an attempt by his choice of a name. So a line that would be read otherwise without its secret keeps it.
    private byte[] withoutSecrets(byte[] made) {
        String text = new String(made, StandardCharsets.ISO_8859_1);
        String redacted = Redaction.of(text);
        if (redacted.equals(text)) {
            return made;
        }
        byte[] without = redacted.getBytes(StandardCharsets.ISO_8859_1);
        return read(made).equals(read(without)) ? without : made;
    }

    private Reading read(byte[] made) {
        return new LineParser(settings).read(made, 0, made.length);
    }

    private byte[] padded(byte[] bytes) {
        byte[] padded = Arrays.copyOf(bytes, maxLine + 1);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return padded;
    }

    private String host(String peer, HostNames names) {
        String named = line.hasHost() ? word(line.host()) : null;
        if (names == null) {
            return named == null ? peer : named;
        }
        if (named != null && names.include(named)) {
            return named;
        }
        return names.first() == null ? peer : word(names.first());
    }

    private static String priority(byte[] bytes) {
        int end = 1;
        while (end < bytes.length && end < 4 && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        boolean given = bytes[0] == '<' && end > 1 && end < bytes.length && bytes[end] == '>';
        return given ? new String(bytes, 0, end + 1, StandardCharsets.US_ASCII) : USUAL_PRIORITY;
    }

    private static String word(String text) {
        return text.isBlank() ? "-" : text.replace(' ', '_');
    }

    /// Control characters as rsyslog writes them, `#012` for a line feed; a tab stays. Those at the end are
    /// dropped: many senders end a message with a NUL or a line feed.
    private static byte[] escaped(byte[] message) {
        int to = message.length;
        while (to > 0 && message[to - 1] >= 0 && message[to - 1] <= ' ') {
            to--;
        }
        int plain = 0;
        while (plain < to && !isControl(message[plain])) {
            plain++;
        }
        if (plain == to) {
            return Arrays.copyOf(message, to);
        }
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(to + 16);
        for (int i = 0; i < to; i++) {
            if (isControl(message[i])) {
                escaped.writeBytes(
                        String.format(Locale.ROOT, "#%03o", message[i]).getBytes(StandardCharsets.US_ASCII));
            } else {
                escaped.write(message[i]);
            }
        }
        return escaped.toByteArray();
    }

    private static boolean isControl(byte b) {
        return b >= 0 && b < ' ' && b != '\t' || b == 0x7f;
    }
}
