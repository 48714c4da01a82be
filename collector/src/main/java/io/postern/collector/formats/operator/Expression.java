package io.postern.collector.formats.operator;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A regular expression of RE2 with named groups, which must match a whole message.
///
/// The group `client` stands between fixed characters, in no other group and not repeated: so the places where it could
/// stand in a message can be told one by one.
final class Expression {

    private static final Set<String> GROUPS =
            new TreeSet<>(Set.of("client", "user", "service", "mechanism", "session", "attempts", "host", "at"));

    private static final int LONGEST = 1000;

    /// Fewer fixed characters in a row would have nearly every line tried.
    private static final int LEAST_FIXED = 3;

    private final Regex regex;
    private final Set<String> groups;
    private final String fixed;
    private final ClientPlace client;

    private Expression(Regex regex, Set<String> groups, String fixed, ClientPlace client) {
        this.regex = regex;
        this.groups = groups;
        this.fixed = fixed;
        this.client = client;
    }

    static Expression of(String text, Regex.Maker regexes) throws BadExpressionException {
        if (text.length() > LONGEST) {
            throw new BadExpressionException(LONGEST, "longer than " + LONGEST + " characters");
        }
        Regex regex = regexes.of(text);
        Anatomy anatomy = Anatomy.of(text);
        for (Map.Entry<String, Anatomy.Group> group : anatomy.groups().entrySet()) {
            if (!GROUPS.contains(group.getKey())) {
                throw new BadExpressionException(
                        group.getValue().from(),
                        "no such group: '" + group.getKey() + "'; there are " + String.join(", ", GROUPS));
            }
        }
        String fixed = longestFixed(anatomy.parts());
        if (fixed.length() < LEAST_FIXED) {
            throw new BadExpressionException(
                    0, "needs at least " + LEAST_FIXED + " fixed characters in a row outside of groups");
        }
        Anatomy.Group client = anatomy.groups().get("client");
        return new Expression(
                regex,
                anatomy.groups().keySet(),
                fixed,
                client == null ? null : ClientPlace.of(text, anatomy.parts(), client, regexes));
    }

    Pattern pattern() {
        return regex.pattern();
    }

    boolean has(String group) {
        return groups.contains(group);
    }

    /// Characters that stand in every message that matches.
    String fixed() {
        return fixed;
    }

    /// Null when the expression has no group `client`.
    ClientPlace client() {
        return client;
    }

    private static String longestFixed(List<Anatomy.Part> parts) {
        String longest = "";
        StringBuilder run = new StringBuilder();
        for (Anatomy.Part part : parts) {
            if (part.fixed() < 0) {
                run.setLength(0);
            } else {
                run.append((char) part.fixed());
                longest = run.length() > longest.length() ? run.toString() : longest;
            }
        }
        return longest;
    }
}
