package io.postern.collector.parsing;

import java.util.Set;

/// How a hash of a password, or a password with its scheme, is recognised: `SCHEME(…)`, `{SCHEME}…`, `$6$salt$hash`.
final class PasswordScheme {

    /// Dovecot's, and the functions of SQL. In upper case, because before the same parenthesis Dovecot names
    /// mechanisms, which it does in lower case.
    private static final Set<String> KNOWN = Set.of(
            "CRYPT",
            "ENCRYPT",
            "crypt",
            "encrypt",
            "PASSWORD",
            "PLAIN",
            "CLEAR",
            "CLEARTEXT",
            "MD5",
            "SMD5",
            "SHA",
            "SHA1",
            "SHA256",
            "SHA512",
            "SSHA",
            "SSHA256",
            "SSHA512",
            "ARGON2I",
            "ARGON2ID",
            "PBKDF2",
            "BCRYPT",
            "NTLM",
            "LANMAN",
            "OTP",
            "RPA",
            "SCRAM-SHA-1",
            "SCRAM-SHA-256",
            "HMAC-MD5",
            "CRAM-MD5",
            "DIGEST-MD5",
            "PLAIN-MD5",
            "LDAP-MD5");

    private static final int LONGEST = 16;

    private PasswordScheme() {}

    /// `SCHEME(`, the parenthesis at `bracket`.
    static boolean isBefore(String text, int bracket) {
        int from = bracket;
        while (from > 0 && bracket - from <= LONGEST && isLetter(text.charAt(from - 1))) {
            from--;
        }
        return isKnown(text.substring(from, bracket));
    }

    /// The end of `{SCHEME}`, which begins at `at`; -1 when it is none.
    static int afterBraced(String text, int at) {
        int end = at + 1;
        while (end < text.length() && end - at <= LONGEST && isLetter(text.charAt(end))) {
            end++;
        }
        boolean closed = end < text.length() && text.charAt(end) == '}';
        return closed && isKnown(text.substring(at + 1, end)) ? end + 1 : -1;
    }

    /// crypt(3)'s `$6$salt$hash` and `$argon2id$…`.
    static boolean isHash(String text, int at) {
        int end = at + 1;
        while (end < text.length() && end - at <= LONGEST && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end > at + 1 && end + 1 < text.length() && text.charAt(end) == '$';
    }

    private static boolean isKnown(String word) {
        String scheme = word.endsWith(".HEX") || word.endsWith(".B64") ? word.substring(0, word.length() - 4) : word;
        return KNOWN.contains(scheme) || scheme.endsWith("-CRYPT");
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.';
    }
}
