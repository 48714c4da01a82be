package io.postern.auth.policy;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/// What a banned client is told.
///
/// @param message one line: Dovecot 2.3 sends a line feed in it to the client as it is, which splits the reply.
///     Empty lets Dovecot say what it says to a wrong password
public record Refusal(String message) {

    private static final int LONGEST = 400; // SMTP allows 512 bytes a reply line, code and enhanced code included

    public Refusal {
        if (message.codePoints().anyMatch(Refusal::endsLine)) {
            throw new IllegalArgumentException(
                    "postern.auth.refusal-message: must be one line without control characters");
        }
        if (message.length() > LONGEST) {
            throw new IllegalArgumentException("postern.auth.refusal-message: longer than " + LONGEST + " characters");
        }
    }

    private static boolean endsLine(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }

    String json() {
        return "{\"status\":-1,\"msg\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(message)) + "\"}";
    }
}
