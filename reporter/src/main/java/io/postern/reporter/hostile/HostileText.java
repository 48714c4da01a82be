package io.postern.reporter.hostile;

/// Makes names that an attacker chose harmless to look at. Escaping for HTML is left to the template.
public final class HostileText {

    private static final int REPLACEMENT = 0xFFFD;

    private HostileText() {}

    /// What would be invisible, turn the direction of writing or end the line becomes `\uFFFD`; what is longer than so
    /// many characters is cut and ends in `…`. Null stays null.
    public static String shown(String text, int atMost) {
        if (text == null) {
            return null;
        }
        int[] shown = text.codePoints()
                .limit(atMost + 1L)
                .map(c -> isPlain(c) ? c : REPLACEMENT)
                .toArray();
        return shown.length <= atMost ? new String(shown, 0, shown.length) : new String(shown, 0, atMost - 1) + "…";
    }

    /// As [#shown], and no mail program makes a link of it: `https://x.example.org/` becomes
    /// `https[:]//x[.]example[.]org/` and a bare host name gets brackets around its last dot. What looks like
    /// a plain mail address is left as it is.
    public static String defanged(String text, int atMost) {
        String shown = shown(text, atMost);
        if (shown == null || isPlainMailAddress(shown)) {
            return shown;
        }
        if (shown.contains("://") || shown.contains("/") || shown.startsWith("www.")) {
            return shown.replace(":", "[:]").replace(".", "[.]");
        }
        int dot = shown.lastIndexOf('.');
        return dot < 0 ? shown : shown.substring(0, dot) + "[.]" + shown.substring(dot + 1);
    }

    /// The last so many characters, with `…` before them when there are more: what counts in a host name is its end.
    public static String ending(String text, int atMost) {
        if (text == null || text.codePointCount(0, text.length()) <= atMost) {
            return text;
        }
        return "…" + text.substring(text.offsetByCodePoints(text.length(), 1 - atMost));
    }

    private static boolean isPlainMailAddress(String text) {
        return text.matches("[A-Za-z0-9._+=-]+@[A-Za-z0-9.-]+…?");
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
