package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Check;
import io.postern.events.MailFlowStep;

/// What came of a check: `reject: RCPT from HOST[IP]: 554 5.7.1 WHY; from=<S> to=<R> proto=ESMTP helo=<H>` and
/// its like from smtpd, postscreen and milters, and `reject: header Subject: … from HOST[IP]; from=<S> …` from
/// cleanup.
///
/// The stage and the client behind it are Postfix' own. In cleanup's lines the words of the mail come first, so
/// there no client is read.
final class Checks {

    private static final byte[] FROM = Bytes.of(" from ");
    private static final byte[] COLON = Bytes.of(": ");
    private static final byte[] ECHOED = Bytes.of(">: ");
    private static final byte[] BLOCKED = Bytes.of("] blocked using ");
    private static final byte[] CLIENT = Bytes.of("Client host [");
    private static final byte[] POSTSCREEN_CLIENT = Bytes.of("client [");

    private Checks() {}

    /// Null when the word at `from` is no action that is told.
    static MailFlowStep read(byte[] line, int from, int to) {
        int colon = from;
        while (colon < to && line[colon] != ':' && line[colon] != ' ') {
            colon++;
        }
        CheckAction action = CheckAction.of(line, from, colon);
        if (action == null || !Bytes.startsWith(line, COLON, colon, to)) {
            return null;
        }
        int stage = colon + COLON.length;
        boolean ofContent = stage < to && line[stage] >= 'a' && line[stage] <= 'z';
        return action.step(ofContent ? content(line, stage, to) : command(action.by(), line, stage, to));
    }

    private static Check command(Check.By by, byte[] line, int from, int to) {
        int stageTo = from;
        while (stageTo < to && line[stageTo] != ' ' && line[stageTo] != ':') {
            stageTo++;
        }
        boolean told = Bytes.startsWith(line, FROM, stageTo, to);
        Peer client = told ? Peer.at(line, stageTo + FROM.length, to) : null;
        int text = client == null ? stageTo : client.end();
        text = Bytes.startsWith(line, COLON, text, to) ? text + COLON.length : text;
        int code = Bytes.skipDigits(line, text, Math.min(to, text + 4));
        boolean coded = code == text + 3 && code < to && line[code] == ' ';
        int dsn = coded ? code + 1 : text;
        int dsnTo = EnhancedStatus.end(line, dsn, to);
        int reason = Bytes.skipSpaces(line, dsnTo, to);
        // The client's words come first, in brackets; they may hold anything.
        int echo = reason < to && line[reason] == '<' ? Bytes.indexOf(line, ECHOED, reason, to) : -1;
        CheckContext context = CheckContext.read(line, echo < 0 ? reason : echo, to);
        return new Check(
                by,
                Bytes.text(line, from, stageTo),
                client == null ? null : client.name(),
                client == null ? null : client.address(),
                coded ? Bytes.number(line, text, code) : 0,
                dsnTo > dsn ? Bytes.text(line, dsn, dsnTo) : null,
                Bytes.text(line, reason, context.from()),
                blocklist(line, reason, context.from()),
                context.sender(),
                context.recipient(),
                context.protocol(),
                context.helo(),
                context.account());
    }

    private static Check content(byte[] line, int from, int to) {
        int blank = Bytes.indexOf(line, ' ', from, to);
        int stageTo = blank < 0 ? to : blank;
        CheckContext context = CheckContext.read(line, stageTo, to);
        int words = Math.min(context.from(), stageTo + 1);
        int origin = Bytes.lastIndexOf(line, FROM, words, context.from());
        return new Check(
                Check.By.CONTENT,
                Bytes.text(line, from, stageTo),
                null,
                null,
                0,
                null,
                Bytes.text(line, words, origin < 0 ? context.from() : origin),
                null,
                context.sender(),
                context.recipient(),
                context.protocol(),
                context.helo(),
                null);
    }

    /// `Client host [IP] blocked using LIST; WHY`; of a name or a sender in the brackets, which others chose, the last.
    private static String blocklist(byte[] line, int from, int to) {
        boolean ofClient =
                Bytes.indexOf(line, CLIENT, from, to) >= 0 || Bytes.indexOf(line, POSTSCREEN_CLIENT, from, to) >= 0;
        int blocked = ofClient ? Bytes.indexOf(line, BLOCKED, from, to) : Bytes.lastIndexOf(line, BLOCKED, from, to);
        if (blocked < 0) {
            return null;
        }
        int name = blocked + BLOCKED.length;
        int end = name;
        while (end < to && line[end] != ';' && line[end] != ' ') {
            end++;
        }
        return Bytes.text(line, name, end);
    }
}
