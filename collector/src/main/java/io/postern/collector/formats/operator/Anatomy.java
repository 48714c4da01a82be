package io.postern.collector.formats.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parts of a regular expression, left to right, as far as they stand in no group: fixed characters, and anything
/// else. Expects what RE2 has accepted; refuses what would make fixed characters uncertain.
final class Anatomy {

    private static final String META = ".[]()*+?^$|{}\\";

    /// @param fixed the one character that it matches; -1 when it may match another, none, or more
    /// @param from where it begins in the expression
    /// @param to its end, quantifier included
    record Part(int fixed, int from, int to, boolean isQuantified) {}

    /// @param from the opening parenthesis
    /// @param to behind the closing one
    /// @param isOutermost whether it stands in no other group
    record Group(int from, int to, boolean isOutermost) {}

    private final String regex;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();

    private Anatomy(String regex) {
        this.regex = regex;
    }

    static Anatomy of(String regex) throws BadExpressionException {
        Anatomy anatomy = new Anatomy(regex);
        anatomy.dissect();
        return anatomy;
    }

    /// Anchors at the ends left out: a pattern always matches the whole.
    List<Part> parts() {
        return parts;
    }

    Map<String, Group> groups() {
        return groups;
    }

    private void dissect() throws BadExpressionException {
        int at = 0;
        while (at < regex.length()) {
            char c = regex.charAt(at);
            if (c == '|') {
                throw new BadExpressionException(
                        at, "alternatives stand in a group, (?:…|…), or in a pattern of their own");
            }
            int end = partEnd(at, 0);
            int quantified = quantifierEnd(end);
            boolean anchor = c == '^' && at == 0 || c == '$' && end == regex.length();
            if (!anchor) {
                parts.add(new Part(quantified == end ? fixed(at, end) : -1, at, quantified, quantified > end));
            }
            at = quantified;
        }
    }

    private int fixed(int from, int to) {
        char c = regex.charAt(from);
        if (c == '\\' && to == from + 2) {
            char escaped = regex.charAt(from + 1);
            return Character.isLetterOrDigit(escaped) ? -1 : escaped;
        }
        return META.indexOf(c) < 0 ? c : -1;
    }

    private int partEnd(int at, int depth) throws BadExpressionException {
        return switch (regex.charAt(at)) {
            case '\\' -> escapeEnd(at);
            case '[' -> classEnd(at);
            case '(' -> groupEnd(at, depth);
            default -> at + 1;
        };
    }

    private int escapeEnd(int at) throws BadExpressionException {
        char c = at + 1 < regex.length() ? regex.charAt(at + 1) : '\\';
        if (c == 'Q' || c == 'E') {
            throw new BadExpressionException(at, "\\Q and \\E are not read here; escape each character");
        }
        boolean braced = (c == 'p' || c == 'P' || c == 'x') && at + 2 < regex.length() && regex.charAt(at + 2) == '{';
        return braced ? regex.indexOf('}', at) + 1 : c == 'x' ? at + 4 : Math.min(regex.length(), at + 2);
    }

    private int classEnd(int open) {
        int at = open + 1;
        if (at < regex.length() && regex.charAt(at) == '^') {
            at++;
        }
        for (int first = at; at < regex.length(); at++) {
            char c = regex.charAt(at);
            if (c == ']' && at > first) {
                return at + 1;
            }
            if (c == '\\') {
                at++;
            } else if (regex.startsWith("[:", at)) {
                int named = regex.indexOf(":]", at);
                at = named < 0 ? at : named + 1;
            }
        }
        return regex.length();
    }

    private int groupEnd(int open, int depth) throws BadExpressionException {
        int at = open + 1;
        String name = null;
        if (regex.startsWith("?", at) && !regex.startsWith("?:", at)) {
            int nameFrom = regex.startsWith("?P<", at) ? at + 3 : regex.startsWith("?<", at) ? at + 2 : -1;
            int nameTo = nameFrom < 0 ? -1 : regex.indexOf('>', nameFrom);
            if (nameTo < 0) {
                throw new BadExpressionException(open, "flags are not read here; write both letters, [Ff]ailed");
            }
            name = regex.substring(nameFrom, nameTo);
            at = nameTo + 1;
        } else if (regex.startsWith("?:", at)) {
            at += 2;
        }
        while (at < regex.length() && regex.charAt(at) != ')') {
            at = partEnd(at, depth + 1);
        }
        int end = Math.min(regex.length(), at + 1);
        if (name != null) {
            groups.put(name, new Group(open, end, depth == 0));
        }
        return end;
    }

    /// `*`, `+?`, `{2,5}`: where the quantifier ends that begins at `at`, or `at` when there is none.
    private int quantifierEnd(int at) {
        int end = at;
        if (at < regex.length() && "*+?".indexOf(regex.charAt(at)) >= 0) {
            end = at + 1;
        } else if (at < regex.length() && regex.charAt(at) == '{') {
            int close = regex.indexOf('}', at);
            boolean counts = close > at + 1
                    && regex.substring(at + 1, close).chars().allMatch(c -> c == ',' || c >= '0' && c <= '9');
            end = counts ? close + 1 : at;
        }
        return end > at && end < regex.length() && regex.charAt(end) == '?' ? end + 1 : end;
    }
}
