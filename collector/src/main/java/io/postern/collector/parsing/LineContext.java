package io.postern.collector.parsing;

import io.postern.events.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// What the line around a message tells, computed when asked for.
final class LineContext {

    private final Header header = new Header();
    private final Calendar calendar;
    private final String defaultHost;
    private final byte[] refusal;
    private byte[] line;

    LineContext(ParserSettings settings) {
        this.calendar = new Calendar(settings.zone(), settings.now());
        this.defaultHost = settings.host();
        this.refusal = settings.refusal().strip().getBytes(StandardCharsets.UTF_8);
    }

    Header read(byte[] bytes, int from, int to) {
        line = bytes;
        header.read(bytes, from, to);
        return header;
    }

    /// Null when the line has no time stamp, or one of a day that does not exist.
    Instant at() {
        return header.stamped ? calendar.at(header.stamp) : null;
    }

    String host() {
        String host = Text.clean(Bytes.text(line, header.hostFrom, header.hostTo));
        return host == null || host.equals("-") ? defaultHost : host;
    }

    int programFrom() {
        return header.programFrom;
    }

    int programTo() {
        return header.programTo;
    }

    /// Whether the words are those with which auth-api refuses a banned client.
    boolean isRefusal(int from, int to) {
        return refusal.length > 0 && Bytes.equal(line, refusal, from, to);
    }

    /// Host and process id: one process of the hosts that log here. As a number, because it is asked for often.
    long process() {
        int host = 0;
        for (int i = header.hostFrom; i < header.hostTo; i++) {
            host = 31 * host + line[i];
        }
        return (long) host << 32 | Bytes.number(line, header.pidFrom, header.pidTo) & 0xFFFF_FFFFL;
    }
}
