package io.postern.reporter.attempts;

import io.postern.reporter.problems.BadParameterException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/// The place in a list from which the next page goes on; as text it means nothing to anyone else.
record Cursor(Instant at, String id) {

    static Cursor after(AttemptRow row) {
        return new Cursor(row.at(), row.id());
    }

    /// @throws BadParameterException when the text is no cursor of ours
    static Cursor of(String parameter, String text) {
        if (text == null) {
            return null;
        }
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int blank = decoded.indexOf(' ');
            if (blank > 0) {
                return new Cursor(Instant.parse(decoded.substring(0, blank)), decoded.substring(blank + 1));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BadParameterException(parameter, "the 'next' of an earlier answer");
        }
        throw new BadParameterException(parameter, "the 'next' of an earlier answer");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
