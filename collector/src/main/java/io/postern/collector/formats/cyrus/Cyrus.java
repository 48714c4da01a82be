package io.postern.collector.formats.cyrus;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Server;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;

/// Cyrus IMAP 2 and 3, under the names that cyrus.conf gives its services: `badlogin: HOST [IP] plaintext U
/// SASL(-13): …`, `badlogin: HOST [IP] MECH (U) [SASL(-13): …]`, `login: HOST [IP] U plaintext User logged in`.
///
/// Only a host name, which has neither blank nor bracket, stands left of the address.
public final class Cyrus implements Format {

    private static final Server CYRUS = new Server(Daemon.CYRUS, Source.CYRUS);

    private static final byte[] BAD_LOGIN = Bytes.of("badlogin: ");
    private static final byte[] LOGIN = Bytes.of("login: ");
    private static final byte[] LOGGED_IN = Bytes.of(" User logged in");
    private static final byte[] PLAINTEXT = Bytes.of("plaintext ");
    private static final byte[] SASL = Bytes.of("SASL(-");
    private static final byte[] INVALID = Bytes.of(" invalid user");
    private static final byte[] SASL_WORD = Bytes.of(" SASL");
    private static final byte[] CLOSE = Bytes.of(") [");
    private static final byte[] WRONG = Bytes.of("wrong password for ");

    private static final Reading NO_ADDRESS = CYRUS.unreadable("no address in brackets after the host name");

    @Override
    public boolean speaksAs(String program) {
        return program.startsWith("cyrus") || service(program) != null;
    }

    @Override
    public boolean remembers() {
        return false;
    }

    @Override
    public Reading read(Line line) {
        byte[] bytes = line.bytes();
        boolean bad = Bytes.startsWith(bytes, BAD_LOGIN, line.from(), line.to());
        if (!bad && !Bytes.startsWith(bytes, LOGIN, line.from(), line.to())) {
            return null;
        }
        int from = line.from() + (bad ? BAD_LOGIN.length : LOGIN.length);
        int open = addressOpen(bytes, from, line.to());
        int close = open < 0 ? -1 : Bytes.indexOf(bytes, ']', open, line.to());
        Address client = close < 0 ? null : Bytes.address(bytes, open + 1, close);
        if (client == null) {
            return NO_ADDRESS;
        }
        int words = Bytes.skipSpaces(bytes, close + 1, line.to());
        return bad ? readFailure(line, bytes, words, client) : readSuccess(line, bytes, words, client);
    }

    private static Reading readFailure(Line line, byte[] bytes, int from, Address client) {
        int to = line.to();
        int mechanismTo = Bytes.wordEnd(bytes, from, to);
        int sasl = Bytes.lastIndexOf(bytes, SASL, mechanismTo, to);
        int code =
                sasl < 0 ? 0 : Bytes.number(bytes, sasl + SASL.length, Bytes.skipDigits(bytes, sasl + SASL.length, to));
        Outcome outcome = switch (code) {
            case 1, 2, 8, 24 -> Outcome.TEMPORARY_FAILURE; // FAIL, NOMEM, TRYAGAIN, UNAVAIL
            case 18 -> Outcome.PASSWORD_EXPIRED;
            case 19 -> Outcome.ACCOUNT_DISABLED;
            default -> Outcome.FAILED;
        };
        String account = account(bytes, from, mechanismTo, to);
        return CYRUS.attempt(line, serviceOf(line), client, account, outcome, Bytes.text(bytes, from, mechanismTo));
    }

    /// Between what Cyrus writes before and behind it; null where it does not tell.
    private static String account(byte[] line, int from, int mechanismTo, int to) {
        if (Bytes.startsWith(line, WRONG, from, to)) {
            return Bytes.text(line, from + WRONG.length, to);
        }
        if (Bytes.startsWith(line, PLAINTEXT, from, to)) {
            int end = Bytes.endsWith(line, INVALID, from, to)
                    ? to - INVALID.length
                    : Bytes.lastIndexOf(line, SASL_WORD, from, to);
            int user = from + PLAINTEXT.length;
            return end < user ? null : Bytes.text(line, user, end);
        }
        int open = mechanismTo + 1;
        int close = open < to && line[open] == '(' ? Bytes.lastIndexOf(line, CLOSE, open, to) : -1;
        return close < 0 ? null : Bytes.text(line, open + 1, close);
    }

    private static Reading readSuccess(Line line, byte[] bytes, int from, Address client) {
        int loggedIn = Bytes.lastIndexOf(bytes, LOGGED_IN, from, line.to());
        int mechanism = loggedIn < 0 ? -1 : Bytes.lastIndexOf(bytes, ' ', from, loggedIn);
        if (mechanism < 0) {
            return CYRUS.ignored("of Cyrus, but not the result of a login");
        }
        return CYRUS.attempt(
                line,
                serviceOf(line),
                client,
                Bytes.text(bytes, from, mechanism),
                Outcome.SUCCEEDED,
                Bytes.text(bytes, mechanism + 1, loggedIn));
    }

    /// The bracket behind a host name, with or without a blank between; old versions have none.
    private static int addressOpen(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != '[' && line[at] != ' ') {
            at++;
        }
        at = Bytes.skipSpaces(line, at, to);
        return at < to && line[at] == '[' ? at : -1;
    }

    private static Service serviceOf(Line line) {
        Service service = service(line.program());
        return service == null ? Service.OTHER : service;
    }

    /// `cyrus/imaps`, `imapd`, `timsieved`; null for a name that no service of Cyrus has.
    private static Service service(String program) {
        String name = program.substring(program.lastIndexOf('/') + 1);
        if (name.startsWith("imap")) {
            return Service.IMAP;
        }
        if (name.startsWith("pop3")) {
            return Service.POP3;
        }
        if (name.startsWith("sieve") || name.startsWith("timsieved") || name.startsWith("managesieve")) {
            return Service.SIEVE;
        }
        if (name.startsWith("lmtp")) {
            return Service.LMTP;
        }
        return name.startsWith("http") ? Service.WEB : null;
    }
}
