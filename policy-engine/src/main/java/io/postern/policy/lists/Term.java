package io.postern.policy.lists;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.postern.events.Network;
import java.util.Locale;

/// What an entry says, once it is understood.
sealed interface Term {

    record Net(Network network) implements Term {}

    /// Compared whole and without regard to case.
    record Word(String lower) implements Term {}

    record Number(long number) implements Term {}

    record Literal(String text) implements Term {}

    /// @param required a text without which nothing matches; null when there is none to tell
    record Regex(Pattern pattern, String required) implements Term {}

    record Around(Circle circle) implements Term {}

    long LAST_ASN = 0xffff_ffffL;

    /// @throws IllegalArgumentException when the line is no entry of such a list
    static Term of(Kind kind, String line) {
        return switch (kind) {
            case IP_NETWORKS -> new Net(Network.of(firstWord(line)));
            case REVERSE_NAMES, NETWORK_NAMES, AS_NAMES, ORGANISATIONS -> text(line);
            case NETWORK_COUNTRIES, AS_COUNTRIES -> country(firstWord(line));
            case ENTITIES -> word(line);
            case AS_NUMBERS -> system(firstWord(line));
            case PLACES -> place(line);
            case COORDINATES -> new Around(Circle.of(firstWord(line)));
        };
    }

    /// `'literal` in any case, `"literal` in this one, anything else a pattern.
    private static Term text(String line) {
        if (line.startsWith("'")) {
            return word(unquoted(line));
        }
        if (line.startsWith("\"")) {
            return new Literal(unquoted(line));
        }
        try {
            return new Regex(Pattern.compile(line), RequiredText.of(line));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a pattern (RE2): " + e.getMessage(), e);
        }
    }

    private static Term country(String code) {
        if (!code.matches("[A-Za-z]{2}")) {
            throw new IllegalArgumentException("not a country of two letters: '" + code + "'");
        }
        return word(code);
    }

    private static Term system(String text) {
        if (!text.matches("(?i)(AS)?\\d{1,10}")) {
            throw new IllegalArgumentException(
                    "not the number of an autonomous system: '" + text + "' (write AS64496)");
        }
        long number = Long.parseLong(text.replaceFirst("(?i)^AS", ""));
        if (number < 1 || number > LAST_ASN) {
            throw new IllegalArgumentException("no such autonomous system: '" + text + "'");
        }
        return new Number(number);
    }

    /// GeoNames' id with a comment behind it, or `'name` of a city or subdivision.
    private static Term place(String line) {
        if (line.startsWith("'")) {
            return word(unquoted(line));
        }
        String id = firstWord(line);
        if (!id.matches("\\d{1,12}")) {
            throw new IllegalArgumentException("neither an id of GeoNames nor 'a name: '" + id + "'");
        }
        return new Number(Long.parseLong(id));
    }

    private static Term word(String text) {
        return new Word(text.toLowerCase(Locale.ROOT));
    }

    /// A quotation mark at the end may be left out.
    private static String unquoted(String line) {
        char quote = line.charAt(0);
        int end = line.length() > 1 && line.charAt(line.length() - 1) == quote ? line.length() - 1 : line.length();
        String text = line.substring(1, end);
        if (text.isBlank()) {
            throw new IllegalArgumentException("nothing between the quotation marks");
        }
        return text;
    }

    private static String firstWord(String line) {
        return line.split("\\s+", 2)[0];
    }
}
