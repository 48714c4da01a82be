package io.postern.collector.parsing;

import java.nio.charset.StandardCharsets;

/// Reads log lines, one at a time and in their order: a parser belongs to one source and one thread, because Postfix
/// tells of one login with each of its messages and only the first counts.
///
/// Never throws, whatever the bytes are. Most lines of a mail log are no logins and are told by their program's name.
public final class LineParser {

    private static final byte[] DOVECOT = Bytes.of("dovecot");
    private static final byte[] POSTFIX = Bytes.of("postfix");

    private static final Reading NO_PROGRAM =
            new Reading.Ignored(Daemon.NONE, Kind.OTHER, "no log line: it names no program");
    private static final Reading NO_MAIL_SERVER =
            new Reading.Ignored(Daemon.NONE, Kind.OTHER, "of a program that is not read here");

    private final LineContext context;
    private final PostfixSasl postfix = new PostfixSasl();

    public LineParser(ParserSettings settings) {
        this.context = new LineContext(settings);
    }

    public Reading read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    /// Reads the bytes of one line; line feed, carriage return and blanks at its end are no part of it.
    ///
    /// @param to exclusive
    public Reading read(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r' || bytes[end - 1] == ' ')) {
            end--;
        }
        Header header = context.read(bytes, from, end);
        int programFrom = header.programFrom;
        int programTo = header.programTo;
        if (programTo == programFrom) {
            return NO_PROGRAM;
        }
        if (Bytes.startsWith(bytes, POSTFIX, programFrom, programTo)) {
            return postfix.read(context, bytes, programFrom, programTo, header.messageFrom, end);
        }
        if (Bytes.startsWith(bytes, DOVECOT, programFrom, programTo)) {
            return DovecotLogin.readTagged(context, bytes, header.messageFrom, end);
        }
        if (DovecotLogin.isLoginProcess(bytes, programFrom, programTo)) {
            return DovecotLogin.read(context, bytes, programFrom, programTo, header.messageFrom, end);
        }
        boolean auth = DovecotLogin.isAuthProcess(bytes, programFrom, programTo);
        return auth ? DovecotLogin.ofAuthProcess() : NO_MAIL_SERVER;
    }
}
