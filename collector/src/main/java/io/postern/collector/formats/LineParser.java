package io.postern.collector.formats;

import io.postern.collector.formats.courier.Courier;
import io.postern.collector.formats.cyrus.Cyrus;
import io.postern.collector.formats.dovecot.Dovecot;
import io.postern.collector.formats.exim.Exim;
import io.postern.collector.formats.nginx.NginxMail;
import io.postern.collector.formats.opensmtpd.OpenSmtpd;
import io.postern.collector.formats.pam.PamUnix;
import io.postern.collector.formats.postfix.Postfix;
import io.postern.collector.formats.roundcube.Roundcube;
import io.postern.collector.formats.sendmail.Sendmail;
import io.postern.collector.formats.sogo.Sogo;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Envelope;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Header;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Reads log lines, one at a time and in their order: a parser belongs to one source and one thread, because servers
/// tell of one login in several lines.
///
/// Never throws, whatever the bytes are. Most lines of a mail log are no logins and are told by their program's name.
public final class LineParser {

    private static final Reading NO_PROGRAM =
            new Reading.Ignored(Daemon.NONE, Kind.OTHER, "no log line: it names no program");
    private static final Reading NO_MAIL_SERVER =
            new Reading.Ignored(Daemon.NONE, Kind.OTHER, "of a program that is not read here");

    private final Envelope envelope = new Envelope();
    private final Repetitions repetitions = new Repetitions();

    private final Line line;
    private final List<Format> formats;
    private final Programs programs;
    private final DefinedFormats defined;

    public LineParser(ParserSettings settings) {
        this.line = new Line(settings);
        this.formats = List.of(
                new PamUnix(),
                new Dovecot(),
                new Postfix(),
                new Exim(),
                new Sendmail(),
                new Cyrus(),
                new Courier(),
                new Roundcube(),
                new Sogo(),
                new OpenSmtpd(),
                new NginxMail());
        this.programs = new Programs(formats);
        this.defined = new DefinedFormats(settings.operatorFormats());
    }

    public Reading read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    /// Reads the bytes of one line; line feed, carriage return and blanks at its end are no part of it.
    ///
    /// @param to exclusive
    public Reading read(byte[] bytes, int from, int to) {
        line.fill(bytes, from, to);
        if (line.isWrapped()) {
            Reading part = envelope.unwrap(line);
            if (part != null) {
                return part;
            }
        }
        return repetitions.settle(line, readMessage(line.bytes()));
    }

    /// What the line says, when no line before it matters to that; else null, and it must be read in its order.
    ///
    /// @param to exclusive, as [Line#trimmed] has it
    Reading readAlone(byte[] bytes, int from, int to, Header header) {
        line.fill(bytes, from, to, header);
        if (line.isWrapped()) {
            return null;
        }
        if (!line.hasProgram()) {
            return readDefined(readOwnLog());
        }
        Programs.Speakers speakers = programs.speaking(bytes, line.programFrom(), line.programTo());
        return speakers.remember() ? null : readDefined(read(speakers));
    }

    /// To be told of every line, in order.
    ///
    /// @param trimmedTo exclusive, as [Line#trimmed] has it
    /// @param alone what the line says by itself; null when that depends on the lines before
    Reading readInOrder(byte[] bytes, int from, int trimmedTo, int to, Header header, Reading alone) {
        if (header.isWrapped()) {
            return read(bytes, from, to);
        }
        line.fill(bytes, from, trimmedTo, header);
        return repetitions.settle(line, alone == null ? readMessage(bytes) : alone);
    }

    /// What stamps without a year are measured by, instead of by now: when the file was written that is read next.
    public void writtenUntil(Instant moment) {
        line.writtenUntil(moment);
    }

    /// Whether what was read last can be told only by lines that are still to come: a container runtime has parted a
    /// line, and its end is not there yet.
    public boolean isInLine() {
        return envelope.isOpen();
    }

    private Reading readMessage(byte[] bytes) {
        return readDefined(
                line.hasProgram()
                        ? read(programs.speaking(bytes, line.programFrom(), line.programTo()))
                        : readOwnLog());
    }

    private Reading readDefined(Reading reading) {
        return DefinedFormats.mayRead(reading) ? defined.read(line, reading) : reading;
    }

    private Reading read(Programs.Speakers speakers) {
        for (Format format : speakers.formats()) {
            Reading reading = format.read(line);
            if (reading != null) {
                return reading;
            }
        }
        return NO_MAIL_SERVER;
    }

    private Reading readOwnLog() {
        for (Format format : formats) {
            Reading reading = format.readOwnLog(line);
            if (reading != null) {
                return reading;
            }
        }
        return NO_PROGRAM;
    }
}
