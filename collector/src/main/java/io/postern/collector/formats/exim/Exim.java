package io.postern.collector.formats.exim;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Server;
import io.postern.events.MailFlowStep;
import io.postern.events.Source;
import java.time.Instant;

/// Exim 4, its main and reject log and what it says through syslog, where it writes its own stamp once more.
public final class Exim implements Format {

    static final Server EXIM = new Server(Daemon.EXIM, Source.EXIM);

    private static final Reading OTHER = EXIM.ignored("of Exim, but neither about a login nor about a message");

    @Override
    public boolean speaksAs(String program) {
        return program.startsWith("exim");
    }

    @Override
    public boolean remembers() {
        return false;
    }

    @Override
    public Reading read(Line line) {
        Reading reading = readWords(line, line.afterInnerStamp());
        return reading == null ? OTHER : reading;
    }

    @Override
    public Reading readOwnLog(Line line) {
        return line.isStamped() ? line.asOwnLog(own -> readWords(own, own.from())) : null;
    }

    private static Reading readWords(Line line, int from) {
        byte[] bytes = line.bytes();
        int at = afterProcessId(bytes, from, line.to());
        Reading reading = FailedAuth.read(line, at);
        if (reading == null) {
            reading = RefusedAuth.read(line, at);
        }
        if (reading == null) {
            reading = Accepted.read(line, at);
        }
        return reading == null ? Messages.read(line, at) : reading;
    }

    /// @param login null when the line tells of none
    static Reading mail(Line line, String id, MailFlowStep step, Reading.Attempt login) {
        Instant at = line.at();
        return at == null
                ? EXIM.unreadable("no time stamp")
                : new Reading.Mail(Daemon.EXIM, at, line.host(), id, "exim", step, login);
    }

    /// `[7513] `, with log_selector `+pid`.
    private static int afterProcessId(byte[] line, int from, int to) {
        if (from >= to || line[from] != '[') {
            return from;
        }
        int digits = Bytes.skipDigits(line, from + 1, to);
        return digits > from + 1 && digits + 1 < to && line[digits] == ']' && line[digits + 1] == ' '
                ? digits + 2
                : from;
    }
}
