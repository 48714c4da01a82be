package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Kind;
import io.postern.events.Outcome;

/// What Dovecot's auth process says of one try, behind the user and the address: the words of 2.2, 2.3 and 2.4.
///
/// @param rest what may follow the words
/// @param outcome null when nothing is told of a try
record AuthMessage(byte[] words, Rest rest, Kind kind, Outcome outcome) {

    private enum Rest {
        /// Nothing, or what `auth_verbose_passwords` adds.
        PASSWORD,
        /// The operating system's or Dovecot's own words: no comma, so that no address can be among them.
        PLAIN,
        /// The user's name, which Dovecot writes nowhere else in such a line: before the address stands `?`.
        NAME,
        /// Somebody else's words.
        ANYTHING
    }

    private static final byte[] GIVEN = Bytes.of(" (given password: ");
    private static final byte[] GIVEN_SHA1 = Bytes.of(" (SHA1 of given password: ");
    private static final byte[] NEXT_PASSDB = Bytes.of(" - trying the next passdb");
    private static final byte[] NEXT_USERDB = Bytes.of(" - trying the next userdb");

    /// The first that fits wins.
    private static final AuthMessage[] ALL = {
        failed("Password mismatch (for LDAP bind)", Outcome.WRONG_PASSWORD),
        failed("Password mismatch", Outcome.WRONG_PASSWORD),
        failed("password mismatch", Outcome.WRONG_PASSWORD),
        failed("Invalid credentials", Outcome.WRONG_PASSWORD),
        failed("invalid credentials", Outcome.WRONG_PASSWORD),
        failed("Password not accepted", Outcome.WRONG_PASSWORD),
        failed("Unknown user", Outcome.UNKNOWN_USER),
        failed("unknown user", Outcome.UNKNOWN_USER),
        failed("User not known", Outcome.UNKNOWN_USER),
        plain("pam_authenticate() failed: User not known to the underlying", Kind.AUTH, Outcome.UNKNOWN_USER),
        pam("pam_authenticate() failed: Authentication service cannot retrieve"),
        pam("pam_authenticate() failed: Cannot make/remove"),
        pam("pam_authenticate() failed: Critical error"),
        pam("pam_authenticate() failed: Error in service module"),
        pam("pam_authenticate() failed: Module is unknown"),
        pam("pam_authenticate() failed: System error"),
        plain("pam_authenticate() failed: ", Kind.AUTH, Outcome.WRONG_PASSWORD),
        plain("pam_acct_mgmt() failed: Authentication token", Kind.AUTH_POLICY, Outcome.PASSWORD_EXPIRED),
        plain("pam_acct_mgmt() failed: ", Kind.AUTH_POLICY, Outcome.ACCOUNT_DISABLED),
        plain("Login failed (status=", Kind.AUTH, Outcome.WRONG_PASSWORD),
        name("Username character disallowed by auth_username_chars: "),
        open("Username contains invalid character", Kind.AUTH, Outcome.FAILED),
        failed("login user: Master user login attempted without master passdbs", Outcome.FAILED),
        failed("Master user login attempted without master passdbs", Outcome.FAILED),
        failed("invalid input", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        failed("User found from deny passdb", Kind.AUTH_POLICY, Outcome.ACCOUNT_DISABLED),
        failed("Account expired", Kind.AUTH_POLICY, Outcome.ACCOUNT_DISABLED),
        failed("Password expired", Kind.AUTH_POLICY, Outcome.PASSWORD_EXPIRED),
        plain("allow_nets check failed: ", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        plain("allow_real_nets check failed: ", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        failed("Authentication failure due to policy server refusal", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        open("Authentication failure due to policy server refusal: ", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        temporary("Password query failed: "),
        temporary("passdb-lua: "),
        temporary("ldap_bind() failed: "),
        temporary("ldap_sasl_bind() failed: "),
        temporary("ldap_search("),
        temporary("LDAP "),
        temporary("pam_start() failed: "),
        temporary("oauth2 failed: Introspection failed: "),
        temporary("oauth2 failed: Token validation failed: "),
        temporary("oauth2 failed: connect("),
        open("oauth2 failed: ", Kind.AUTH, Outcome.WRONG_PASSWORD),
        open("[AUTHENTICATIONFAILED]", Kind.AUTH, Outcome.WRONG_PASSWORD),
        open("[AUTHORIZATIONFAILED]", Kind.AUTH, Outcome.WRONG_PASSWORD),
        open("[EXPIRED]", Kind.AUTH_POLICY, Outcome.PASSWORD_EXPIRED),
        temporary("[UNAVAILABLE]"),
        plain("Request timed out waiting for client", Kind.OTHER, null),
        plain("Policy check action ", Kind.OTHER, null),
        plain("Policy server ", Kind.OTHER, null),
    };

    /// What the part says to its end; null when it is not one of these, or says more than it should.
    static AuthMessage of(byte[] line, int from, int to) {
        for (AuthMessage message : ALL) {
            if (Bytes.startsWith(line, message.words, from, to)
                    && message.mayBeFollowedBy(line, from + message.words.length, to)) {
                return message;
            }
        }
        return null;
    }

    /// Whether the line ends with Dovecot's or the system's own words, or the user's name is known not to be in it.
    boolean isTheLineEnd(byte[] line, int from, int to) {
        return switch (rest) {
            case PASSWORD -> Bytes.endsWith(line, words, from, to);
            case PLAIN, NAME -> true;
            case ANYTHING -> false;
        };
    }

    private boolean mayBeFollowedBy(byte[] line, int from, int to) {
        return switch (rest) {
            case PASSWORD -> isPassword(line, from, to);
            case PLAIN -> Bytes.indexOf(line, ',', from, to) < 0;
            case NAME, ANYTHING -> true;
        };
    }

    /// Whether this passdb's word is not the last: the next one is asked, and may let the client in.
    static boolean asksTheNext(byte[] line, int from, int to) {
        return Bytes.endsWith(line, NEXT_PASSDB, from, to) || Bytes.endsWith(line, NEXT_USERDB, from, to);
    }

    /// A password may be of any bytes, so it reaches to the end.
    private static boolean isPassword(byte[] line, int from, int to) {
        int end = asksTheNext(line, from, to) ? to - NEXT_PASSDB.length : to;
        if (from == end || from + 1 == end && line[from] == ' ') {
            return true;
        }
        boolean password = Bytes.startsWith(line, GIVEN, from, end) || Bytes.startsWith(line, GIVEN_SHA1, from, end);
        return password && line[end - 1] == ')';
    }

    private static AuthMessage failed(String words, Outcome outcome) {
        return failed(words, Kind.AUTH, outcome);
    }

    private static AuthMessage failed(String words, Kind kind, Outcome outcome) {
        return new AuthMessage(Bytes.of(words), Rest.PASSWORD, kind, outcome);
    }

    private static AuthMessage plain(String words, Kind kind, Outcome outcome) {
        return new AuthMessage(Bytes.of(words), Rest.PLAIN, kind, outcome);
    }

    private static AuthMessage pam(String words) {
        return plain(words, Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE);
    }

    private static AuthMessage name(String words) {
        return new AuthMessage(Bytes.of(words), Rest.NAME, Kind.AUTH, Outcome.FAILED);
    }

    private static AuthMessage open(String words, Kind kind, Outcome outcome) {
        return new AuthMessage(Bytes.of(words), Rest.ANYTHING, kind, outcome);
    }

    private static AuthMessage temporary(String words) {
        return open(words, Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE);
    }
}
