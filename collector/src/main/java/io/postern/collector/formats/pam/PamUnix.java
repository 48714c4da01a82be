package io.postern.collector.formats.pam;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Server;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;

/// pam_unix of a mail service: `pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot
/// ruser=U rhost=IP  user=U`, and the older `pop(pam_unix)[4920]: authentication failure; …`.
///
/// PAM's caller says what `ruser`, `rhost` and `user` are, and pam_unix writes them as they come. A name with `
/// rhost=` in it makes a second one, and then nobody can tell which is the caller's.
public final class PamUnix implements Format {

    private static final Server PAM = new Server(Daemon.PAM, Source.PAM);

    private static final byte[] PAM_UNIX = Bytes.of("pam_unix");
    private static final byte[] FAILURE = Bytes.of("authentication failure; ");
    private static final byte[] RHOST = Bytes.of(" rhost=");
    private static final byte[] RUSER = Bytes.of(" ruser=");
    private static final byte[] USER = Bytes.of("user=");

    private static final Reading OTHER = PAM.ignored("of pam_unix, but not the result of a login");
    private static final Reading NO_MAIL = PAM.ignored("of pam_unix, for a program that is no mail service");
    private static final Reading NO_ADDRESS =
            PAM.ignored("pam_unix was told no address: the server itself tells who it was");

    private final boolean isInProgram;

    public PamUnix() {
        this(false);
    }

    /// @param isInProgram whether the program's name says that these are pam_unix's words
    private PamUnix(boolean isInProgram) {
        this.isInProgram = isInProgram;
    }

    @Override
    public boolean speaksAs(String program) {
        return program.contains("pam_unix") || MailService.of(program) != null;
    }

    @Override
    public Format of(String program) {
        return new PamUnix(program.contains("pam_unix"));
    }

    @Override
    public boolean remembers() {
        return false;
    }

    @Override
    public Reading read(Line line) {
        byte[] bytes = line.bytes();
        int at = Bytes.startsWith(bytes, PAM_UNIX, line.from(), line.to()) ? line.from() + PAM_UNIX.length : -1;
        if (at < 0) {
            return isInProgram ? readFailure(line, line.program(), line.from()) : null;
        }
        int words = Bytes.indexOf(bytes, ' ', at, line.to());
        boolean named = at < line.to() && bytes[at] == '(';
        int nameTo = named ? Bytes.indexOf(bytes, ':', at, line.to()) : -1;
        String name = nameTo < 0 || words < nameTo ? line.program() : Bytes.text(bytes, at + 1, nameTo);
        return words < 0 ? OTHER : readFailure(line, name, words + 1);
    }

    private static Reading readFailure(Line line, String name, int from) {
        byte[] bytes = line.bytes();
        int to = line.to();
        if (!Bytes.startsWith(bytes, FAILURE, from, to)) {
            return OTHER;
        }
        Service service = MailService.of(name);
        if (service == null) {
            return NO_MAIL;
        }
        int rhost = Bytes.indexOf(bytes, RHOST, from, to);
        if (rhost < 0) {
            return NO_ADDRESS;
        }
        if (Bytes.lastIndexOf(bytes, RHOST, from, to) != rhost) {
            return PAM.ambiguous(line, "a user name holds a second address of the same form");
        }
        int hostTo = Bytes.wordEnd(bytes, rhost + RHOST.length, to);
        Address client = Bytes.address(bytes, rhost + RHOST.length, hostTo);
        return client == null
                ? NO_ADDRESS
                : PAM.attempt(line, service, client, account(bytes, from, rhost, hostTo, to), Outcome.FAILED, null);
    }

    /// Only of a user that exists is there `user=`; else it is in `ruser=` where the caller sets that.
    private static String account(byte[] line, int from, int rhost, int hostTo, int to) {
        int user = Bytes.skipSpaces(line, hostTo, to);
        if (Bytes.startsWith(line, USER, user, to)) {
            return Bytes.text(line, user + USER.length, to);
        }
        int ruser = Bytes.indexOf(line, RUSER, from, rhost);
        return ruser < 0 ? null : Bytes.text(line, ruser + RUSER.length, rhost);
    }
}
