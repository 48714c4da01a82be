package io.postern.policy.lists;

/// The longest text that stands in everything a pattern matches, as far as that is plain to see: what is not
/// certain is
/// not told. It spares trying every pattern on every name.
final class RequiredText {

    /// Shorter ones single out too little.
    static final int LEAST = 3;

    private RequiredText() {}

    /// Null when there is none. The pattern must be a valid one.
    static String of(String pattern) {
        if (pattern.indexOf('|') >= 0 || pattern.contains("(?")) {
            return null; // alternatives and flags: any part may be missing or look otherwise
        }
        StringBuilder run = new StringBuilder();
        String longest = "";
        int depth = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean plain = depth == 0 && ".^$*?+{}()[]\\".indexOf(c) < 0;
            if (c == '\\') {
                if (++i == pattern.length()
                        || Character.isLetterOrDigit(pattern.charAt(i)) && !isSimple(pattern.charAt(i))) {
                    return null; // \Q, \x, \p and the like reach further than a character
                }
                plain = depth == 0 && !Character.isLetterOrDigit(pattern.charAt(i));
                c = pattern.charAt(i);
            } else if (c == '[') {
                i = endOfClass(pattern, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == '{') {
                i = Math.max(i, pattern.indexOf('}', i));
            }
            if (plain && !mayBeMissing(pattern, i + 1)) {
                run.append(c);
            }
            if (!plain || isQuantified(pattern, i + 1)) {
                longest = run.length() > longest.length() ? run.toString() : longest;
                run.setLength(0);
            }
        }
        longest = run.length() > longest.length() ? run.toString() : longest;
        return longest.length() < LEAST ? null : longest;
    }

    /// Classes of one character.
    private static boolean isSimple(char c) {
        return "dDwWsSbB".indexOf(c) >= 0;
    }

    private static boolean mayBeMissing(String pattern, int next) {
        return next < pattern.length() && "*?{".indexOf(pattern.charAt(next)) >= 0;
    }

    private static boolean isQuantified(String pattern, int next) {
        return next < pattern.length() && "*?{+".indexOf(pattern.charAt(next)) >= 0;
    }

    /// The place of the `]`, which first in a class is a character.
    private static int endOfClass(String pattern, int start) {
        int i = start + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            i++;
        }
        if (i < pattern.length() && pattern.charAt(i) == ']') {
            i++;
        }
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            if (pattern.charAt(i) == '\\') {
                i++;
            } else if (pattern.startsWith("[:", i)) {
                i = Math.max(i, pattern.indexOf(":]", i) + 1);
            }
            i++;
        }
        return i;
    }
}
