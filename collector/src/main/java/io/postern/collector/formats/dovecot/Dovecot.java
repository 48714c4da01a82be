package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Memo;
import io.postern.collector.parsing.Reading;
import io.postern.events.Service;

/// Dovecot 2.2 to 2.4: through syslog (`dovecot: imap-login: …`), in its own log file (`imap-login: Info: …`), and the
/// events that it exports.
public final class Dovecot implements Format {

    /// Behind the name of a password database that one of Dovecot's worker processes asked.
    public static final String WORKER = " (worker)";

    private static final byte[] PAM = Bytes.of("pam_");
    private static final Reading OTHER =
            new Reading.Ignored(Daemon.DOVECOT, Kind.OTHER, "of Dovecot, but not of a process that knows who logs in");

    private final ExportedEvent event = new ExportedEvent();
    private final Memo<Service> services = new Memo<>(Service::ofDovecot);

    /// `Info` is the level that stood first in the log files of Dovecot 1, and that its rsyslog templates keep.
    @Override
    public boolean speaksAs(String program) {
        return program.startsWith("dovecot")
                || program.endsWith("-login")
                || program.equals("auth")
                || program.startsWith("auth-worker")
                || program.startsWith("auth(")
                || program.equals("Info")
                || program.startsWith("{\"");
    }

    @Override
    public boolean remembers() {
        return false;
    }

    @Override
    public Reading read(Line line) {
        byte[] bytes = line.bytes();
        int from = line.programFrom();
        if (bytes[from] == '{') {
            return event.read(line);
        }
        if (Bytes.startsWith(bytes, PAM, line.from(), line.to())) {
            return null; // PAM's own words, under the name of the process that asked it
        }
        if (DovecotLogin.isLoginProcess(bytes, from, line.programTo())) {
            return readLogin(line, bytes, from, line.programTo(), line.from());
        }
        if (AuthLine.speaks(bytes, from, line.programTo())) {
            return AuthLine.read(line, bytes, from, line.to());
        }
        Reading tagged = readTagged(line, bytes, line.from(), line.to());
        return tagged == null && bytes[from] == 'd' ? OTHER : tagged;
    }

    @Override
    public Reading readOwnLog(Line line) {
        byte[] bytes = line.bytes();
        if (line.start() < line.to() && bytes[line.start()] == '{') {
            return event.read(line);
        }
        boolean auth = line.isStamped() && AuthLine.speaks(bytes, line.from(), line.to());
        return auth ? AuthLine.read(line, bytes, line.from(), line.to()) : null;
    }

    /// The process stands in front of the message: `imap-login: Login: …`. Null when it is neither a login process nor
    /// an auth process.
    private Reading readTagged(Line line, byte[] bytes, int from, int to) {
        if (AuthLine.speaks(bytes, from, to)) {
            return AuthLine.read(line, bytes, from, to);
        }
        int colon = from;
        while (colon < to && AuthTail.isOfAWord(bytes[colon])) {
            colon++;
        }
        if (colon + 1 < to && bytes[colon] == ':' && DovecotLogin.isLoginProcess(bytes, from, colon)) {
            return readLogin(line, bytes, from, colon, Bytes.skipSpaces(bytes, colon + 1, to));
        }
        return null;
    }

    private Reading readLogin(Line line, byte[] bytes, int processFrom, int processTo, int from) {
        Service service = services.of(bytes, processFrom, DovecotLogin.serviceTo(processTo));
        return DovecotLogin.read(line, bytes, service, from, line.to());
    }
}
