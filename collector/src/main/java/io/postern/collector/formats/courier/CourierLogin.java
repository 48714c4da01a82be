package io.postern.collector.formats.courier;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;

/// `LOGIN FAILED, user=U, ip=[IP], port=[N]`, `LOGIN FAILED, method=M, ip=[IP]`, `LOGIN, user=U, ip=[IP], port=[N],
/// protocol=IMAP`, with `INFO: ` before it in newer versions.
///
/// The user name may look like all of it: right of the last `, ip=[` all is Courier's own.
final class CourierLogin {

    private static final byte[] INFO = Bytes.of("INFO: ");
    private static final byte[] FAILED = Bytes.of("LOGIN FAILED, ");
    private static final byte[] LOGIN = Bytes.of("LOGIN, ");
    private static final byte[] USER = Bytes.of("user=");
    private static final byte[] METHOD = Bytes.of("method=");
    private static final byte[] IP = Bytes.of(", ip=[");

    private CourierLogin() {}

    /// @return null when these are not Courier's words
    static Reading read(Line context, Service service) {
        byte[] line = context.bytes();
        int to = context.to();
        int from = Bytes.startsWith(line, INFO, context.from(), to) ? context.from() + INFO.length : context.from();
        if (Bytes.startsWith(line, FAILED, from, to)) {
            return readResult(context, line, service, from + FAILED.length, Outcome.FAILED);
        }
        return Bytes.startsWith(line, LOGIN, from, to)
                ? readResult(context, line, service, from + LOGIN.length, Outcome.SUCCEEDED)
                : null;
    }

    private static Reading readResult(Line context, byte[] line, Service service, int from, Outcome outcome) {
        int to = context.to();
        int ip = Bytes.lastIndexOf(line, IP, from, to);
        int close = ip < 0 ? -1 : Bytes.indexOf(line, ']', ip, to);
        Address client = close < 0 || !isTail(line, close + 1, to) ? null : Bytes.address(line, ip + IP.length, close);
        if (client == null) {
            return Courier.NO_ADDRESS;
        }
        String account = Bytes.startsWith(line, USER, from, ip) ? Bytes.text(line, from + USER.length, ip) : null;
        String method = Bytes.startsWith(line, METHOD, from, ip) ? Bytes.text(line, from + METHOD.length, ip) : null;
        return Courier.COURIER.attempt(context, service, client, account, outcome, method);
    }

    /// Nothing, or elements without blanks: `, port=[54321], protocol=IMAP`.
    private static boolean isTail(byte[] line, int from, int to) {
        int at = from;
        while (at < to) {
            if (line[at] != ',' || at + 1 >= to || line[at + 1] != ' ') {
                return false;
            }
            at = Bytes.wordEnd(line, at + 2, to);
            if (at < to && line[at - 1] == ',') {
                at--;
            }
        }
        return true;
    }
}
