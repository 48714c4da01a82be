package io.postern.cli.unparsed;

import io.postern.events.Address;

/// What a message has in common with others of its kind: words and signs stay, and what differs from line to line
/// becomes a mark. Takes time linear in the message's length.
final class LineShape {

    /// The kind of a line is told by its beginning.
    private static final int LONGEST = 1000;

    private static final int LEAST_ID = 6;

    private final String message;
    private final StringBuilder shape = new StringBuilder();
    private int at;

    private LineShape(String message) {
        this.message = message;
    }

    static String of(String message) {
        boolean cut = message.length() > LONGEST;
        return new LineShape(cut ? message.substring(0, LONGEST) : message).read() + (cut ? "…" : "");
    }

    private String read() {
        while (at < message.length()) {
            char c = message.charAt(at);
            int close = isQuote(c) ? closing(c) : -1;
            if (close >= 0) {
                shape.append(c).append('…').append(message.charAt(close));
                at = close + 1;
            } else if (isWord(c)) {
                int from = at;
                while (at < message.length() && isWord(message.charAt(at))) {
                    at++;
                }
                shape.append(mark(message.substring(from, at), from));
            } else {
                shape.append(Character.isISOControl(c) ? '?' : c);
                at++;
            }
        }
        return shape.toString();
    }

    /// Quotes stand at the beginning of a word: an apostrophe is none.
    private boolean isQuote(char c) {
        boolean begins = at == 0 || !Character.isLetterOrDigit(message.charAt(at - 1));
        return begins && (c == '"' || c == '\'' || c == '<');
    }

    private int closing(char quote) {
        return message.indexOf(quote == '<' ? '>' : quote, at + 1);
    }

    private String mark(String token, int from) {
        String word = token.replaceAll("[.:_-]+$", "");
        String rest = token.substring(word.length());
        if (Address.orNull(word) != null) {
            return "ADDRESS" + rest;
        }
        if (from > 0 && message.charAt(from - 1) == '=') { // what a name is given differs, whatever it is
            return (word.chars().allMatch(Character::isDigit) ? "N" : "VALUE") + rest;
        }
        if (word.indexOf('@') >= 0) {
            return "MAIL" + rest;
        }
        if (word.startsWith("/") && word.length() > 1) {
            return "PATH" + rest;
        }
        boolean digits = word.chars().anyMatch(Character::isDigit);
        boolean letters = word.chars().anyMatch(Character::isLetter);
        if (digits && letters && word.length() >= LEAST_ID) {
            return "ID" + rest;
        }
        if (letters && isHostName(word)) {
            return "HOST" + rest;
        }
        return digits ? word.replaceAll("\\d+(?:[.:]\\d+)*", "N") + rest : token;
    }

    /// Labels and dots, and a last label of letters.
    private static boolean isHostName(String word) {
        int dot = word.lastIndexOf('.');
        boolean labels = dot > 0
                && !word.startsWith(".")
                && !word.contains("..")
                && word.chars()
                        .allMatch(c -> c == '.' || c == '-' || c == '_' || c < 128 && Character.isLetterOrDigit(c));
        String last = word.substring(dot + 1);
        return labels && last.length() >= 2 && last.chars().allMatch(Character::isLetter);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || "._@:+/-".indexOf(c) >= 0;
    }
}
