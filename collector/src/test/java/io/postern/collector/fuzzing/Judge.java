package io.postern.collector.fuzzing;

import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Redaction;
import io.postern.events.Address;
import io.postern.events.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// What must hold for any line. Some servers tell of one login in several lines, so an address may stand in an earlier
/// one.
final class Judge {

    /// Servers' formats remember a bounded number of lines; sessions in this test are shorter.
    private static final int REMEMBERED = 5000;

    private final LineParser parser;
    private final Deque<String> earlier = new ArrayDeque<>();
    private long attempts;

    Judge(LineParser parser) {
        this.parser = parser;
    }

    /// Null when all is well, else what is wrong.
    String wrong(byte[] line) {
        try {
            String text = new String(line, StandardCharsets.UTF_8);
            Reading reading = parser.read(line, 0, line.length);
            earlier.addFirst(text);
            if (earlier.size() > REMEMBERED) {
                earlier.removeLast();
            }
            String redacted = Redaction.of(text);
            if (!Redaction.of(redacted).equals(redacted)) {
                return "redacting twice changes what was redacted: " + redacted;
            }
            return wrong(reading);
        } catch (RuntimeException e) {
            return e + " at " + e.getStackTrace()[0];
        }
    }

    /// How many lines told of one.
    long attempts() {
        return attempts;
    }

    private String wrong(Reading reading) {
        return switch (reading) {
            case Reading.Attempt attempt -> {
                attempts++;
                EventJson.write(attempt.observed("id", null));
                yield unnamed(attempt.client());
            }
            case Reading.Mail mail -> {
                EventJson.write(mail.event("id", null));
                yield mail.login() == null ? null : wrong(mail.login());
            }
            case Reading.NoAttempt none -> unnamed(none.client());
            case Reading.Ambiguous unclear -> unclear.reason() == null ? "no reason" : null;
            case Reading.Ignored ignored -> ignored.reason() == null ? "no reason" : null;
            case Reading.Unreadable unreadable -> unreadable.reason() == null ? "no reason" : null;
        };
    }

    private String unnamed(Address client) {
        for (String line : earlier) {
            if (line.contains(client.toString())) {
                return null;
            }
        }
        for (String line : earlier) {
            if (names(line, client)) {
                return null;
            }
        }
        return "the client is in no line: " + client;
    }

    /// In whatever form: `2001:DB8:0:0::7`, `::ffff:192.0.2.7`.
    private static boolean names(String line, Address client) {
        for (int from = 0; from < line.length(); from++) {
            for (int to = from + 1; to <= line.length() && isOfAddress(line.charAt(to - 1)); to++) {
                if (client.equals(Address.orNull(line.substring(from, to)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOfAddress(char c) {
        return Character.digit(c, 16) >= 0 || c == '.' || c == ':';
    }
}
