package io.postern.collector.formats.exim;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Address;

/// What stands behind a recipient: ` KEY=VALUE` again and again, of which `H=` has an address behind its name.
///
/// @param relay the host; the transport where none was spoken to; null when neither is told
/// @param address null when no host was spoken to
/// @param port 0 when not told
/// @param seconds from the message's arrival to this try's end; 0 when not told
/// @param confirmation where the other host's words begin (`C=`); they are empty when not told
/// @param end of the last element
record Elements(
        String relay, Address address, int port, double seconds, int confirmation, int confirmationTo, int end) {

    private static final byte[] HOST = Bytes.of(" H=");
    private static final byte[] TRANSPORT = Bytes.of(" T=");
    private static final byte[] QUEUE_TIME = Bytes.of(" QT=");
    private static final byte[] CONFIRMATION = Bytes.of(" C=\"");
    private static final byte[] BRACKET = Bytes.of(" [");

    static Elements read(byte[] line, int from, int to) {
        String transport = null;
        String host = null;
        Address address = null;
        int port = 0;
        double seconds = 0;
        int confirmation = from;
        int confirmationTo = from;
        int at = afterFlags(line, from, to);
        while (at < to && Peer.isElement(line, at, to)) {
            int value = Bytes.indexOf(line, '=', at, to) + 1;
            int end = Peer.elementEnd(line, at + 1, to);
            if (Bytes.startsWith(line, HOST, at, to)) {
                host = Bytes.text(line, value, end);
                int close = Bytes.startsWith(line, BRACKET, end, to) ? Bytes.indexOf(line, ']', end, to) : -1;
                address = close < 0 ? null : Bytes.address(line, end + BRACKET.length, close);
                if (address != null) {
                    end = close + 1;
                    int digits = end < to && line[end] == ':' ? Bytes.skipDigits(line, end + 1, to) : end;
                    if (digits > end + 1) {
                        port = Math.max(0, Bytes.number(line, end + 1, digits));
                        end = digits;
                    }
                }
            } else if (Bytes.startsWith(line, TRANSPORT, at, to)) {
                transport = Bytes.text(line, value, end);
            } else if (Bytes.startsWith(line, QUEUE_TIME, at, to)) {
                seconds = Math.max(0, Seconds.of(line, value, end));
            } else if (Bytes.startsWith(line, CONFIRMATION, at, to)) { // the other host's words may hold a quote
                confirmation = value + 1;
                confirmationTo = closingQuote(line, confirmation, to);
                end = Math.min(to, confirmationTo + 1);
            }
            at = afterFlags(line, end, to);
        }
        return new Elements(host == null ? transport : host, address, port, seconds, confirmation, confirmationTo, at);
    }

    /// The last quote behind which the line ends, or an element follows.
    private static int closingQuote(byte[] line, int from, int to) {
        int quote = Bytes.lastIndexOf(line, '"', from, to);
        while (quote >= 0 && quote + 1 < to && !Peer.isElement(line, quote + 1, to)) {
            quote = Bytes.lastIndexOf(line, '"', from, quote);
        }
        return quote < 0 ? to : quote;
    }

    /// ` K`, ` L`, ` PRDR`: what the connection could do, told in a word without a value.
    private static int afterFlags(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] == ' ') {
            int end = at + 1;
            while (end < to && (line[end] >= 'A' && line[end] <= 'Z' || line[end] == '*')) {
                end++;
            }
            if (end == at + 1 || end < to && line[end] != ' ') {
                return at;
            }
            at = end;
        }
        return at;
    }
}
