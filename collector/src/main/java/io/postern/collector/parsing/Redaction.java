package io.postern.collector.parsing;

/// Dovecot can be told to log the passwords of refused logins (auth_verbose_passwords). Such text never leaves the
/// host.
public final class Redaction {

    private static final String PASSWORD = "given password:";

    private Redaction() {}

    /// The line as it may be shown: a password, or what Dovecot logs of one, and all behind it is `…`.
    public static String of(String line) {
        int at = line.indexOf(PASSWORD);
        return at < 0 ? line : line.substring(0, at + PASSWORD.length()) + " …)";
    }
}
