package io.postern.collector.parsing;

import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

/// One log line: its bytes, where its message stands, and what the header before it tells, computed when asked for.
///
/// One object is filled again for each line; nobody may keep it, nor the bytes.
public final class Line {

    private final Header own = new Header(new StampReader());
    private final StampReader innerStamps = new StampReader();
    private final Calendar calendar;
    private final ZoneId zone;
    private final String defaultHost;
    private final byte[] refusal;
    private final Memo<String> hosts = new Memo<>(this::host);

    private Header header = own;
    private byte[] bytes = {};
    private int start;
    private int end;
    private int untrimmedEnd;

    /// Whether it was in what a container runtime wrote.
    private boolean unwrapped;

    public Line(ParserSettings settings) {
        this.calendar = new Calendar(settings.zone(), settings.now());
        this.zone = settings.zone();
        this.defaultHost = settings.host();
        this.refusal = settings.refusal().strip().getBytes(StandardCharsets.UTF_8);
    }

    /// Line feed, carriage return and blanks at the end are no part of a line.
    ///
    /// @param to exclusive
    public void fill(byte[] line, int from, int to) {
        fill(line, from, to, (Stamp) null);
    }

    /// @param outer what says the time when the line does not; may be null
    void fill(byte[] line, int from, int to, Stamp outer) {
        int trimmed = trimmed(line, from, to);
        own.read(line, from, trimmed, outer);
        fill(line, from, trimmed, own);
        untrimmedEnd = to;
        unwrapped = outer != null;
    }

    /// A line whose header somebody has read already.
    ///
    /// @param to exclusive, as [#trimmed] has it
    public void fill(byte[] line, int from, int to, Header read) {
        bytes = line;
        start = from;
        end = to;
        untrimmedEnd = to;
        unwrapped = false;
        header = read;
    }

    /// The end of a line without line feed, carriage return and blanks.
    public static int trimmed(byte[] line, int from, int to) {
        int end = to;
        while (end > from && (line[end - 1] == '\n' || line[end - 1] == '\r' || line[end - 1] == ' ')) {
            end--;
        }
        return end;
    }

    /// Lines without a year that follow were written before then, by and large.
    public void writtenUntil(Instant moment) {
        calendar.writtenUntil(moment);
    }

    /// Whether a container runtime wrote this, and the server's own line is within.
    public boolean isWrapped() {
        return header.wrapped;
    }

    /// Reads the line as one of a server's own log file: what stands where syslog puts host and program is message, and
    /// the host is this one. When these are not that server's words (null), all is as before.
    public Reading asOwnLog(Function<Line, Reading> words) {
        int messageFrom = header.messageFrom;
        int hostFrom = header.hostFrom;
        int hostTo = header.hostTo;
        header.messageFrom = header.afterStamp;
        header.hostFrom = header.hostTo = 0;
        Reading reading = words.apply(this);
        if (reading == null) {
            header.messageFrom = messageFrom;
            header.hostFrom = hostFrom;
            header.hostTo = hostTo;
        }
        return reading;
    }

    /// The message begins here: a server's own header stands before it.
    public void skipTo(int from) {
        header.messageFrom = from;
    }

    /// Where the message goes on behind a stamp of the server's own, for servers that write one although syslog
    /// does.
    public int afterInnerStamp() {
        int end = innerStamps.read(bytes, from(), to());
        return end >= 0 && end < to() && bytes[end] == ' ' ? Bytes.skipSpaces(bytes, end, to()) : from();
    }

    public byte[] bytes() {
        return bytes;
    }

    /// Where the header begins.
    public int start() {
        return start;
    }

    /// Where the message begins.
    public int from() {
        return header.messageFrom;
    }

    /// Where the message ends, exclusive.
    public int to() {
        return end;
    }

    /// With the blanks at the end.
    int untrimmedTo() {
        return untrimmedEnd;
    }

    /// Empty, as `hostTo` says, when the line names no host.
    public int hostFrom() {
        return header.hostFrom;
    }

    public int hostTo() {
        return header.hostTo;
    }

    /// `dovecot`, `imap-login`, `postfix/smtpd`: without process id and colon; empty when there is none.
    public int programFrom() {
        return header.programFrom;
    }

    public int programTo() {
        return header.programTo;
    }

    public boolean hasProgram() {
        return header.hasProgram();
    }

    public boolean isStamped() {
        return header.stamp != null;
    }

    /// Null when the line has no time stamp, or one of a day that does not exist.
    public Instant at() {
        return header.stamp == null ? null : calendar.at(header.stamp);
    }

    /// Whether the line itself names its host.
    public boolean hasHost() {
        return header.hostTo > header.hostFrom
                && !(header.hostTo - header.hostFrom == 1 && bytes[header.hostFrom] == '-');
    }

    /// The process id as it is written; empty when there is none.
    public String pid() {
        return text(header.pidFrom, header.pidTo);
    }

    /// Of time stamps that name none.
    public ZoneId zone() {
        return zone;
    }

    public String host() {
        return hosts.of(bytes, header.hostFrom, header.hostTo);
    }

    private String host(String written) {
        String host = Text.clean(written);
        return host == null || host.equals("-") ? defaultHost : host;
    }

    public String program() {
        return text(header.programFrom, header.programTo);
    }

    public String text(int from, int to) {
        return Bytes.text(bytes, from, to);
    }

    /// Whether the words are those with which auth-api refuses a banned client.
    public boolean isRefusal(int from, int to) {
        return refusal.length > 0 && Bytes.equal(bytes, refusal, from, to);
    }

    /// Host, program and process id: one process of the hosts that log here, or in containers, which number theirs
    /// anew. As a number, because it is asked for often.
    public long process() {
        int name = unwrapped ? 1 : 0;
        for (int i = header.hostFrom; i < header.hostTo; i++) {
            name = 31 * name + bytes[i];
        }
        for (int i = header.programFrom; i < header.programTo; i++) {
            name = 31 * name + bytes[i];
        }
        return (long) name << 32 | Bytes.number(bytes, header.pidFrom, header.pidTo) & 0xFFFF_FFFFL;
    }

    /// The attempt that this line tells of, or why it cannot be one: without an address or a time nobody is
    /// counted.
    ///
    /// @param client null when the line names no address where the server itself writes it
    public Reading attempt(
            Daemon daemon,
            Kind kind,
            Source source,
            Service service,
            Address client,
            String account,
            Outcome outcome,
            int attempts,
            String mechanism,
            String session,
            String passdb) {
        if (client == null) {
            return new Reading.Unreadable(daemon, "no address where the server writes it");
        }
        Instant at = at();
        if (at == null) {
            return new Reading.Unreadable(daemon, "no time stamp");
        }
        return new Reading.Attempt(
                daemon, kind, at, host(), source, service, client, account, outcome, attempts, mechanism, session,
                passdb);
    }
}
