package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import java.util.Set;

/// Postfix 3, whatever its instances are called: `postfix/smtpd`, `postfix-out/smtp`, `mx-out/smtpd`, and
/// `postfix` alone where a syslog server has cut off the rest.
public final class Postfix implements Format {

    /// An instance's name may be anything, so what is behind its slash must be Postfix' own.
    private static final Set<String> DAEMONS = Set.of(
            "anvil",
            "bounce",
            "cleanup",
            "defer",
            "discard",
            "dnsblog",
            "error",
            "lmtp",
            "local",
            "oqmgr",
            "pickup",
            "pipe",
            "postdrop",
            "postscreen",
            "postsuper",
            "proxymap",
            "qmgr",
            "qmqpd",
            "retry",
            "scache",
            "smtp",
            "smtpd",
            "tlsmgr",
            "tlsproxy",
            "trace",
            "trivial-rewrite",
            "verify",
            "virtual");

    /// Debian's Cyrus IMAP has an lmtp of its own.
    private static final String CYRUS = "cyrus/";

    private final SmtpdLogins logins = new SmtpdLogins();
    private final ToldFailures told = new ToldFailures();

    @Override
    public boolean speaksAs(String program) {
        int slash = program.lastIndexOf('/');
        return program.startsWith("postfix")
                || slash > 0 && !program.startsWith(CYRUS) && DAEMONS.contains(program.substring(slash + 1));
    }

    @Override
    public Format of(String program) {
        return new PostfixProgram(program, logins, told);
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public Reading read(Line line) {
        return of(line.program()).read(line);
    }
}
