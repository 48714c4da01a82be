package io.postern.collector.formats.nginx;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Server;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;

/// nginx' mail proxy, in its error log at level info and through syslog: `[info] 8#8: *6647 client login failed:
/// "WHY" while in http auth state, client: IP, server: ADDRESS:PORT, login: "U"` and `… client logged in, client:
/// IP, server: ADDRESS:PORT, login: "U"`.
public final class NginxMail implements Format {

    private static final Server NGINX = new Server(Daemon.NGINX, Source.NGINX);

    private static final byte[] FAILED = Bytes.of("client login failed: \"");
    private static final byte[] LOGGED_IN = Bytes.of("client logged in, client: ");
    private static final byte[] CLIENT = Bytes.of("\" while in http auth state, client: ");
    private static final byte[] STARTTLS = Bytes.of(" using starttls");
    private static final byte[] SERVER = Bytes.of(", server: ");
    private static final byte[] LOGIN = Bytes.of(", login: \"");
    private static final byte[] UPSTREAM = Bytes.of("\", upstream: ");
    private static final byte[] NOT_SUPPORTED = Bytes.of("AUTH not supported");
    private static final byte[] TEMPORARY = Bytes.of("Temporary ");

    private static final Reading OTHER = NGINX.ignored("of nginx, but not the result of a login to mail");
    private static final Reading NO_CLIENT = NGINX.unreadable("no address where nginx writes the client's");
    private static final String NO_LOGIN = "mail was let in without a login";

    @Override
    public boolean speaksAs(String program) {
        return program.equals("nginx");
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

    /// Behind `[info] 8#8: *6647 `.
    private static Reading readWords(Line line, int from) {
        byte[] bytes = line.bytes();
        int to = line.to();
        int at = from;
        if (at >= to || bytes[at] != '[') {
            return null;
        }
        at = Bytes.wordEnd(bytes, at, to) + 1;
        at = Bytes.wordEnd(bytes, Math.min(at, to), to) + 1;
        if (at >= to || bytes[at] != '*') {
            return null;
        }
        at = Bytes.wordEnd(bytes, at, to) + 1;
        if (Bytes.startsWith(bytes, FAILED, at, to)) {
            return readFailure(line, at + FAILED.length);
        }
        return Bytes.startsWith(bytes, LOGGED_IN, at, to)
                ? readClient(line, at + LOGGED_IN.length, Outcome.SUCCEEDED)
                : OTHER;
    }

    private static Reading readFailure(Line line, int from) {
        byte[] bytes = line.bytes();
        int client = Bytes.indexOf(bytes, CLIENT, from, line.to());
        if (client < 0) {
            return NO_CLIENT;
        }
        if (Bytes.indexOf(bytes, CLIENT, client + 1, line.to()) >= 0) {
            return NGINX.ambiguous(line, "user name or reason holds a second address of the same form");
        }
        Outcome outcome = Bytes.startsWith(bytes, NOT_SUPPORTED, from, client)
                ? Outcome.REFUSED_BY_POLICY
                : Bytes.startsWith(bytes, TEMPORARY, from, client) ? Outcome.TEMPORARY_FAILURE : Outcome.FAILED;
        return readClient(line, client + CLIENT.length, outcome);
    }

    /// `IP[ using starttls], server: ADDRESS:PORT[, login: "U"[, upstream: ADDRESS:PORT]]`
    private static Reading readClient(Line line, int from, Outcome outcome) {
        byte[] bytes = line.bytes();
        int to = line.to();
        int server = Bytes.indexOf(bytes, SERVER, from, to);
        int clientTo = server >= 0 && Bytes.endsWith(bytes, STARTTLS, from, server) ? server - STARTTLS.length : server;
        Address client = Bytes.address(bytes, from, clientTo);
        if (client == null) {
            return NO_CLIENT;
        }
        int portTo = Bytes.indexOf(bytes, ',', server + SERVER.length, to);
        int colon = Bytes.lastIndexOf(bytes, ':', server + SERVER.length, portTo < 0 ? to : portTo);
        Service service = service(colon < 0 ? -1 : Bytes.number(bytes, colon + 1, portTo < 0 ? to : portTo));
        boolean named = portTo >= 0 && Bytes.startsWith(bytes, LOGIN, portTo, to);
        if (outcome == Outcome.SUCCEEDED && !named) {
            return NGINX.noAttempt(line, Kind.NO_AUTH_ATTEMPT, service, client, NO_LOGIN);
        }
        return NGINX.attempt(
                line, service, client, named ? account(bytes, portTo + LOGIN.length, to) : null, outcome, null);
    }

    private static String account(byte[] line, int from, int to) {
        int upstream = Bytes.lastIndexOf(line, UPSTREAM, from, to);
        int end = upstream >= 0 ? upstream : line[to - 1] == '"' ? to - 1 : to;
        return end < from ? null : Bytes.text(line, from, end);
    }

    /// Of the port that nginx listens on; containers add thousands to it.
    private static Service service(int port) {
        return switch (port == 4190 ? port : port % 1000) {
            case 143, 993 -> Service.IMAP;
            case 110, 995 -> Service.POP3;
            case 587, 465 -> Service.SUBMISSION;
            case 25 -> Service.SMTP;
            case 4190 -> Service.SIEVE;
            default -> Service.OTHER;
        };
    }
}
