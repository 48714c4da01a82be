package io.postern.events;

import java.util.Locale;

/// Text that an attacker may have chosen, made safe to store: user names, mechanisms, session ids.
///
/// Control characters become `?`, as Dovecot's own log writer does (str_sanitize); a NUL would otherwise be refused by
/// PostgreSQL and a line feed would forge a log line. Nothing else is changed: escaping is the business of each page.
public final class Text {

    /// Longer names are cut here and end in `…`. Dovecot passes on names of up to 900 characters.
    public static final int MAX_LENGTH = 1024;

    private Text() {}

    /// The text with control characters replaced and its length bounded; null and blank become null.
    public static String clean(String raw) {
        return raw == null || isPlain(raw, Latin.kinds(raw)) ? raw : scrubbed(raw);
    }

    /// Nothing to do, as nearly always.
    private static boolean isPlain(String text, int kinds) {
        return (kinds & Latin.OTHERS) == 0 && !text.isEmpty() && text.length() <= MAX_LENGTH && text.charAt(0) != ' ';
    }

    private static String scrubbed(String raw) {
        if (raw.isBlank()) {
            return null;
        }
        String bounded = raw.length() > MAX_LENGTH ? raw.substring(0, MAX_LENGTH - 1) + "…" : raw;
        for (int i = 0; i < bounded.length(); i++) {
            if (unsafe(bounded.charAt(i))) {
                return replaceUnsafe(bounded, i);
            }
        }
        return bounded;
    }

    /// An account's one key: clean and lower case, as Dovecot's default auth_username_format has it.
    public static String account(String raw) {
        if (raw == null) {
            return null;
        }
        int kinds = Latin.kinds(raw);
        if (isPlain(raw, kinds) && (kinds & Latin.CAPITALS) == 0 && !raw.endsWith(" ")) {
            return raw;
        }
        String clean = clean(raw);
        return clean == null ? null : clean.strip().toLowerCase(Locale.ROOT);
    }

    private static String replaceUnsafe(String text, int from) {
        char[] chars = text.toCharArray();
        for (int i = from; i < chars.length; i++) {
            if (unsafe(chars[i])) {
                chars[i] = '?';
            }
        }
        return new String(chars);
    }

    /// U+2028 and U+2029 end lines for many readers although they are no control characters.
    private static boolean unsafe(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
