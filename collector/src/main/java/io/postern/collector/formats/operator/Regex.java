package io.postern.collector.formats.operator;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// A regular expression of RE2, which may be compiled when it is first asked for. May be shared by threads.
final class Regex {

    /// Makes expressions of texts.
    @FunctionalInterface
    interface Maker {
        Regex of(String text) throws BadExpressionException;
    }

    private final String text;
    private volatile Pattern pattern;

    private Regex(String text) {
        this.text = text;
    }

    /// Compiled now, because it may be wrong.
    static Regex checked(String text) throws BadExpressionException {
        Regex regex = new Regex(text);
        try {
            regex.pattern();
        } catch (PatternSyntaxException e) {
            String part = e.getPattern() == null ? "" : e.getPattern();
            throw new BadExpressionException(Math.max(0, text.indexOf(part)), e.getDescription() + ": '" + part + "'");
        }
        return regex;
    }

    /// Known to be right. To compile all that are shipped takes longer than to read a small log, and most logs need
    /// none of them.
    static Regex known(String text) {
        return new Regex(text);
    }

    Pattern pattern() {
        Pattern compiled = pattern;
        if (compiled == null) { // two threads may both do it
            compiled = Pattern.compile(text);
            pattern = compiled;
        }
        return compiled;
    }
}
