package io.postern.collector.formats.courier;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;
import io.postern.events.Service;
import java.util.Locale;

/// `error,relay=IP,port=N,msg="535 Authentication failed.",cmd: AUTH LOGIN user`: the address is the first that
/// stands there, and all that the client wrote is right of it.
final class CourierSmtp {

    private static final byte[] ERROR = Bytes.of("error,relay=");
    private static final byte[] PORT = Bytes.of(",port=");
    private static final byte[] REFUSED = Bytes.of(",msg=\"535 Authentication failed");
    private static final byte[] TEMPORARY = Bytes.of(",msg=\"435 ");
    private static final byte[] COMMAND = Bytes.of("\",cmd: AUTH ");

    private static final Reading OTHER = Courier.COURIER.ignored("of Courier, but not about a login");

    private CourierSmtp() {}

    static Reading read(Line context, Service service) {
        byte[] line = context.bytes();
        int to = context.to();
        if (!Bytes.startsWith(line, ERROR, context.from(), to)) {
            return OTHER;
        }
        int address = context.from() + ERROR.length;
        int addressTo = Bytes.indexOf(line, ',', address, to);
        if (addressTo < 0) {
            return OTHER;
        }
        int message = Bytes.startsWith(line, PORT, addressTo, to)
                ? Bytes.skipDigits(line, addressTo + PORT.length, to)
                : addressTo;
        boolean refused = Bytes.startsWith(line, REFUSED, message, to);
        if (!refused && !Bytes.startsWith(line, TEMPORARY, message, to)) {
            return OTHER;
        }
        int command = Bytes.indexOf(line, COMMAND, message, to);
        int mechanism = command + COMMAND.length;
        int mechanismTo = Bytes.wordEnd(line, Math.min(mechanism, to), to);
        return Courier.COURIER.attempt(
                context,
                service,
                Bytes.address(line, address, addressTo),
                command < 0 || mechanismTo + 1 >= to ? null : Bytes.text(line, mechanismTo + 1, to),
                refused ? Outcome.FAILED : Outcome.TEMPORARY_FAILURE,
                command < 0 ? null : Bytes.text(line, mechanism, mechanismTo).toUpperCase(Locale.ROOT));
    }
}
