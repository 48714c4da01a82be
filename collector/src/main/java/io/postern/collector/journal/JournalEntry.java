package io.postern.collector.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One entry of the journal, as `journalctl -o json` prints it.
///
/// Fields whose names begin with an underscore are journald's own word; `SYSLOG_IDENTIFIER` and `MESSAGE` are
/// whatever the sender wrote. So host, process and time are taken from the former, and who may send is a matter of
/// the matches.
///
/// @param cursor where it stands in the journal
/// @param micros since the epoch
/// @param line in the form of RFC 5424, without line feed; null when the entry has no message
record JournalEntry(String cursor, long micros, byte[] line) {

    /// What is read of an entry; cursor and time come without being asked for.
    static final String FIELDS =
            "MESSAGE,PRIORITY,SYSLOG_FACILITY,SYSLOG_IDENTIFIER,_COMM,_PID,_HOSTNAME,_SOURCE_REALTIME_TIMESTAMP";

    private static final JsonFactory JSON = new JsonFactory();

    /// @throws IOException when it is no entry
    static JournalEntry read(byte[] json, int length) throws IOException {
        Map<String, byte[]> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            for (String name; (name = parser.nextFieldName()) != null; ) {
                byte[] value = value(parser);
                if (value != null) {
                    fields.putIfAbsent(name, value);
                }
            }
        }
        byte[] cursor = fields.get("__CURSOR");
        if (cursor == null) {
            throw new IOException("no cursor");
        }
        long micros = number(fields, "_SOURCE_REALTIME_TIMESTAMP", number(fields, "__REALTIME_TIMESTAMP", -1));
        return new JournalEntry(text(cursor), micros, line(fields, micros));
    }

    /// A string; or an array of byte values, where the bytes are no text; or an array of strings, for a field that
    /// the entry has several times, of which the first counts. Null when there is no value, or one that is too
    /// long.
    private static byte[] value(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.START_ARRAY) {
            if (token == JsonToken.START_OBJECT) {
                throw new IOException("an object in the place of a value");
            }
            return token == JsonToken.VALUE_NULL ? null : parser.getText().getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] first = null;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token == JsonToken.VALUE_NUMBER_INT) {
                bytes.write(parser.getIntValue());
            } else if (token == JsonToken.START_ARRAY) {
                byte[] nested = bytes(parser);
                first = first == null ? nested : first;
            } else if (token == null) {
                throw new IOException("ends in the middle");
            } else if (first == null && token == JsonToken.VALUE_STRING) {
                first = parser.getText().getBytes(StandardCharsets.UTF_8);
            }
        }
        return first == null ? bytes.toByteArray() : first;
    }

    private static byte[] bytes(JsonParser parser) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            bytes.write(parser.getIntValue());
        }
        return bytes.toByteArray();
    }

    private static byte[] line(Map<String, byte[]> fields, long micros) {
        byte[] message = fields.get("MESSAGE");
        if (message == null || micros < 0) {
            return null;
        }
        long priority = 8 * number(fields, "SYSLOG_FACILITY", 3) + number(fields, "PRIORITY", 6);
        String program = word(fields.getOrDefault("SYSLOG_IDENTIFIER", fields.get("_COMM")));
        String header = String.format(
                Locale.ROOT,
                "<%d>1 %s %s %s %s - - ",
                Math.floorMod(priority, 192),
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                word(fields.get("_HOSTNAME")),
                program,
                word(fields.get("_PID")));
        ByteArrayOutputStream line = new ByteArrayOutputStream(header.length() + message.length);
        line.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        for (byte b : message) {
            line.write(b == '\n' || b == '\r' || b == 0 ? ' ' : b);
        }
        return line.toByteArray();
    }

    /// As one word of a header: `-` for none.
    private static String word(byte[] value) {
        String text = value == null ? "" : text(value).strip().replaceAll("[\\p{Cntrl}\\s]", "_");
        return text.isEmpty() ? "-" : text;
    }

    private static long number(Map<String, byte[]> fields, String name, long otherwise) {
        byte[] value = fields.get(name);
        try {
            return value == null ? otherwise : Long.parseLong(text(value));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
