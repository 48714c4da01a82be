package io.postern.collector.formats.operator;

import java.util.ArrayList;
import java.util.List;

/// Where the client's address may stand in a message that an expression matches.
///
/// What a client wrote (its user name, its greeting) may look just like the server's own words around an address. So
/// not the one way is taken in which the expression happens to match, but every way is looked for: each place behind
/// the
/// fixed characters before the group, up to those behind it, with what is left of it and what is right of it fitting
/// the rest of the expression. If two such places hold different words, one cannot tell who tried, also when one of
/// them is no address.
final class ClientPlace {

    /// More of them in one message are somebody's work.
    private static final int MOST_TRIES = 16;

    /// Of a host name, which may stand where the address is expected.
    private static final int LONGEST_WORD = 255;

    private static final String IN_ADDRESSES = "0123456789abcdefABCDEF.:";

    private final String before;
    private final String after;
    private final boolean last;
    private final Regex left;
    private final Regex right;

    private ClientPlace(String before, String after, boolean last, Regex left, Regex right) {
        this.before = before;
        this.after = after;
        this.last = last;
        this.left = left;
        this.right = right;
    }

    /// @param parts of the whole expression
    static ClientPlace of(String regex, List<Anatomy.Part> parts, Anatomy.Group client, Regex.Maker regexes)
            throws BadExpressionException {
        int index = -1;
        for (int i = 0; i < parts.size(); i++) {
            index = parts.get(i).from() == client.from() ? i : index;
        }
        if (!client.isOutermost() || index < 0 || parts.get(index).isQuantified()) {
            throw new BadExpressionException(
                    client.from(), "the group client stands in no other group and is neither optional nor repeated");
        }
        int first = index;
        while (first > 0 && parts.get(first - 1).fixed() >= 0) {
            first--;
        }
        int end = index + 1;
        while (end < parts.size() && parts.get(end).fixed() >= 0) {
            end++;
        }
        String before = fixed(parts.subList(first, index));
        String after = fixed(parts.subList(index + 1, end));
        boolean last = end == parts.size();
        if (before.isEmpty() && index > 0) {
            throw new BadExpressionException(
                    client.from(),
                    "fixed characters must stand right before the group client, or it begins the pattern");
        }
        if (!last && !delimits(after)) {
            throw new BadExpressionException(
                    client.to(),
                    "fixed characters that are in no address must stand right behind the group client, or it ends the"
                            + " pattern");
        }
        return new ClientPlace(
                before,
                after,
                last,
                regexes.of(regex.substring(0, client.from())),
                regexes.of(regex.substring(client.to())));
    }

    /// A colon alone is enough behind an IPv4 address; an IPv6 address before it is not read.
    private static boolean delimits(String after) {
        return after.equals(":") || after.chars().anyMatch(c -> IN_ADDRESSES.indexOf(c) < 0);
    }

    /// The different words that may be the client; at most two, because two are too many already.
    List<String> words(String message) {
        List<String> words = new ArrayList<>(2);
        int tries = 0;
        for (int at = message.indexOf(before); at >= 0; at = next(message, at)) {
            int from = at + before.length();
            int to = end(message, from);
            if (to < 0 || words.contains(message.substring(from, to))) {
                continue;
            }
            if (++tries > MOST_TRIES) {
                return List.of("too", "many");
            }
            if (left.pattern().matches(message.substring(0, from))
                    && right.pattern().matches(message.substring(to))) {
                words.add(message.substring(from, to));
                if (words.size() == 2) {
                    return words;
                }
            }
        }
        return words;
    }

    private int next(String message, int at) {
        return before.isEmpty() ? -1 : message.indexOf(before, at + 1);
    }

    /// -1 when no word ends as the expression wants it.
    private int end(String message, int from) {
        int end = last ? message.length() - after.length() : message.indexOf(after, from);
        if (end <= from || end - from > LONGEST_WORD || !message.startsWith(after, end)) {
            return -1;
        }
        int blank = message.indexOf(' ', from);
        return blank >= 0 && blank < end ? -1 : end;
    }

    private static String fixed(List<Anatomy.Part> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append((char) part.fixed()));
        return text.toString();
    }
}
