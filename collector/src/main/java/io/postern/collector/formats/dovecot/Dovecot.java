package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;

/// Dovecot 2.2 to 2.4, through syslog (`dovecot: imap-login: …`) and in its own log file (`imap-login: Info: …`).
public final class Dovecot implements Format {

    private static final byte[] DOVECOT = Bytes.of("dovecot");

    @Override
    public boolean speaksAs(String program) {
        return program.startsWith("dovecot")
                || program.endsWith("-login")
                || program.equals("auth")
                || program.startsWith("auth-worker")
                || program.startsWith("auth(");
    }

    @Override
    public Reading read(Line line) {
        byte[] bytes = line.bytes();
        if (Bytes.startsWith(bytes, DOVECOT, line.programFrom(), line.programTo())) {
            return DovecotLogin.readTagged(line, bytes, line.from(), line.to());
        }
        if (DovecotLogin.isLoginProcess(bytes, line.programFrom(), line.programTo())) {
            return DovecotLogin.read(line, bytes, line.programFrom(), line.programTo(), line.from(), line.to());
        }
        return DovecotLogin.ofAuthProcess();
    }
}
