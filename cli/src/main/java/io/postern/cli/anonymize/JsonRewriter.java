package io.postern.cli.anonymize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BinaryOperator;

/// Rewrites the strings of a JSON object where they stand: container logs, syslog as JSON, Dovecot's events. Numbers,
/// field names and blanks stay.
final class JsonRewriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Pseudonyms pseudonyms;
    private final BinaryOperator<String> lines;

    /// @param lines rewrites a log line in which an account is known
    JsonRewriter(Pseudonyms pseudonyms, BinaryOperator<String> lines) {
        this.pseudonyms = pseudonyms;
        this.lines = lines;
    }

    /// @param text of bytes, one character each
    /// @return null when it is no JSON object
    String rewrite(String text, String account) {
        String json = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder();
        int at = 0;
        try (JsonParser in = FACTORY.createParser(json)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    int from = (int) in.currentTokenLocation().getCharOffset();
                    String value = rewritten(in.currentName(), LineRewriter.latin(in.getText()), account);
                    String unicode = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                    out.append(json, at, from)
                            .append('"')
                            .append(JsonStringEncoder.getInstance().quoteAsString(unicode))
                            .append('"');
                    at = (int) in.currentLocation().getCharOffset();
                }
            }
        } catch (IOException e) {
            return null;
        }
        return LineRewriter.latin(out.append(json, at, json.length()).toString());
    }

    private String rewritten(String name, String value, String account) {
        Field field = name == null || name.length() == 1 ? null : Field.of(name);
        if (value.isEmpty() || field == null) {
            return MessageRewriter.words(value, pseudonyms);
        }
        return field == Field.LINE ? lines.apply(value, account) : field.pseudonym(value, pseudonyms);
    }
}
