package io.postern.collector.parsing;

import java.util.function.Supplier;

/// What stands before a log line's message: when, on which host, by which program. Positions in the line's bytes.
///
/// Read are the forms of RFC 3164 (with and without `<PRI>`, and with what FreeBSD, Solaris, AIX, macOS and busybox add
/// to it), of rsyslog's and journalctl's ISO 8601 files, of RFC 5424, and of Dovecot's own log file, where the login
/// process stands in the program's place and the host may be missing. One object is filled again for each line.
public final class Header {

    static final byte[] STDOUT = Bytes.of("stdout ");
    static final byte[] STDERR = Bytes.of("stderr ");

    private static final byte[] FORWARDED = Bytes.of("Message forwarded from ");

    private final StampReader stamps;

    /// Null when there is none.
    Stamp stamp;

    /// Whether a container runtime wrote this, and the server's own line is within. Of the form of CRI (stamp, stream,
    /// `F` or `P`, and then the line) only the stamp is read; `messageFrom` is where the stream stands.
    boolean wrapped;

    /// Empty when the line names no host.
    int hostFrom;

    int hostTo;

    /// `dovecot`, `imap-login`, `postfix/smtpd`: without process id and colon. Empty when there is none.
    int programFrom;

    int programTo;

    /// The process id; empty when there is none.
    int pidFrom;

    int pidTo;

    int messageFrom;

    /// Where the stamp ends and the blanks behind it; the line's begin when it has none.
    int afterStamp;

    Header(StampReader stamps) {
        this.stamps = stamps;
    }

    /// Many of them, for lines of one log.
    public static Supplier<Header> ofOneLog() {
        StampReader stamps = new StampReader();
        return () -> new Header(stamps);
    }

    public boolean isWrapped() {
        return wrapped;
    }

    public boolean hasProgram() {
        return programTo > programFrom;
    }

    /// @param to exclusive; where the message ends as well
    public void read(byte[] line, int from, int to) {
        read(line, from, to, null);
    }

    /// @param outer the stamp that a container runtime wrote before the line; the line's own, being the server's word,
    ///     goes before it. Null when there is none
    void read(byte[] line, int from, int to, Stamp outer) {
        hostFrom = hostTo = programFrom = programTo = pidFrom = pidTo = 0;
        wrapped = DockerRecord.begins(line, from, to);
        int at = afterPriority(line, from, to);
        if (at + 2 < to && line[at] == '1' && line[at + 1] == ' ' && at > from) {
            readStructured(line, at + 2, to);
        } else {
            int end = stamps.read(line, at, to);
            stamp = end < 0 || end >= to || line[end] != ' ' && !stamps.stamp().isServers() ? null : stamps.stamp();
            afterStamp = stamp == null ? at : Bytes.skipSpaces(line, end, to);
            if (stamp == null) {
                readProgram(line, at, to);
            } else {
                readBehindStamp(line, afterStamp, to);
            }
        }
        if (stamp == null) {
            stamp = outer;
        }
    }

    private void readBehindStamp(byte[] line, int from, int to) {
        wrapped = Bytes.startsWith(line, STDOUT, from, to) || Bytes.startsWith(line, STDERR, from, to);
        if (wrapped || stamp.isServers()) {
            messageFrom = from;
        } else if (stamp.hostless()) {
            readLevelAndProgram(line, from, to);
        } else {
            readHostAndProgram(line, from, to);
        }
    }

    private void readHostAndProgram(byte[] line, int from, int to) {
        int at = from;
        int end = tokenEnd(line, at, to);
        if (end > at && line[at] == '<' && line[end - 1] == '>') { // FreeBSD's syslogd -v: facility and level
            at = Bytes.skipSpaces(line, end, to);
            end = tokenEnd(line, at, to);
        }
        if (end > at && line[end - 1] == ':') { // no host: a program's own log file
            readProgram(line, at, to);
            return;
        }
        if (Bytes.indexOf(line, '(', at, end) >= 0) { // `auth(a user`: a name with a blank, and no host before it
            messageFrom = at;
            return;
        }
        hostFrom = at;
        hostTo = end;
        if (!Bytes.startsWith(line, FORWARDED, at, to)) {
            at = Bytes.skipSpaces(line, end, to);
        }
        if (Bytes.startsWith(line, FORWARDED, at, to)) { // AIX, with and without the host that forwards
            hostFrom = at + FORWARDED.length;
            hostTo = Math.max(hostFrom, tokenEnd(line, hostFrom, to) - 1);
            at = Bytes.skipSpaces(line, Math.min(to, hostTo + 1), to);
        } else if (at < to && line[at] == '@') { // Linux-VServer names the guest
            at = Bytes.skipSpaces(line, tokenEnd(line, at, to), to);
        }
        readLevelAndProgram(line, at, to);
    }

    /// Facility and level may stand before the program, but not where a word ends as only a program's does.
    private void readLevelAndProgram(byte[] line, int from, int to) {
        int end = tokenEnd(line, from, to);
        boolean isProgram = end > from && line[end - 1] == ':';
        readProgram(line, isProgram ? from : Level.skip(line, from, to), to);
    }

    /// `dovecot: `, `dovecot[812]: `, macOS' `dovecot[812] <Notice>: `, and behind it Solaris' `[ID 702911 mail.info]`.
    /// A
    /// word without a colon is no program: the message begins there.
    private void readProgram(byte[] line, int from, int to) {
        int end = tokenEnd(line, from, to);
        messageFrom = from;
        if (end == from) {
            return;
        }
        int nameTo = end - 1;
        if (line[end - 1] == ']' && end + 1 < to && line[end + 1] == '<') {
            nameTo = end;
            end = tokenEnd(line, end + 1, to);
        }
        if (line[end - 1] != ':') {
            return;
        }
        messageFrom = Level.skipId(line, Bytes.skipSpaces(line, end, to), to);
        programFrom = from;
        programTo = nameTo;
        if (programTo > from && line[programTo - 1] == ']') {
            int bracket = Bytes.lastIndexOf(line, '[', from, programTo);
            if (bracket >= 0) {
                pidFrom = bracket + 1;
                pidTo = programTo - 1;
                programTo = bracket;
            }
        }
    }

    /// RFC 5424 after its version: stamp, host, program, process id, message id, structured data, message.
    private void readStructured(byte[] line, int from, int to) {
        int end = stamps.read(line, from, to);
        stamp = end < 0 || end >= to || line[end] != ' ' ? null : stamps.stamp();
        int at = stamp == null ? Math.min(to, tokenEnd(line, from, to) + 1) : end + 1;
        hostFrom = at;
        hostTo = tokenEnd(line, at, to);
        programFrom = Math.min(to, hostTo + 1);
        programTo = tokenEnd(line, programFrom, to);
        pidFrom = Math.min(to, programTo + 1);
        pidTo = tokenEnd(line, pidFrom, to);
        int idFrom = Math.min(to, pidTo + 1);
        int dataFrom = Math.min(to, tokenEnd(line, idFrom, to) + 1);
        at = afterStructuredData(line, dataFrom, to);
        messageFrom = Bytes.skipSpaces(line, at, to);
        if (to - messageFrom >= 3 && line[messageFrom] == (byte) 0xEF) { // UTF-8's byte order mark
            messageFrom = Bytes.skipSpaces(line, messageFrom + 3, to);
        }
        afterStamp = messageFrom;
    }

    private static int afterStructuredData(byte[] line, int from, int to) {
        int at = from;
        if (at < to && line[at] == '-') {
            return at + 1;
        }
        boolean quoted = false;
        while (at < to && (line[at] == '[' || quoted)) {
            for (; at < to && (line[at] != ']' || quoted); at++) {
                if (line[at] == '\\') {
                    at++;
                } else if (line[at] == '"') {
                    quoted = !quoted;
                }
            }
            at = Math.min(to, at + 1);
        }
        return at;
    }

    private static int afterPriority(byte[] line, int from, int to) {
        if (from >= to || line[from] != '<') {
            return from;
        }
        int end = Bytes.skipDigits(line, from + 1, Math.min(to, from + 4));
        return end > from + 1 && end < to && line[end] == '>' ? end + 1 : from;
    }

    private static int tokenEnd(byte[] line, int from, int to) {
        int end = Bytes.indexOf(line, ' ', from, to);
        return end < 0 ? to : end;
    }
}
