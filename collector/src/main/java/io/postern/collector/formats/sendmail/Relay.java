package io.postern.collector.formats.sendmail;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Address;

/// The client as Sendmail prints it: `host [address]`, `[address]`, `ident@host [address] (may be forged)`, where
/// host is what reverse DNS says, and ident what the client's host says.
final class Relay {

    private static final byte[] IPV6 = Bytes.of("IPv6:");
    private static final byte[] FORGED = Bytes.of(" (may be forged)");

    /// Sendmail cuts it here (`%.100s`): a longer name would leave an address of the attacker's at the end.
    private static final int CUT = 100;

    private Relay() {}

    /// Null unless the part ends with an address in brackets.
    static Address client(byte[] line, int from, int to) {
        if (to - from >= CUT) {
            return null;
        }
        int end = Bytes.endsWith(line, FORGED, from, to) ? to - FORGED.length : to;
        int open = end > from && line[end - 1] == ']' ? Bytes.lastIndexOf(line, '[', from, end) : -1;
        if (open < 0) {
            return null;
        }
        boolean tagged = Bytes.startsWith(line, IPV6, open + 1, end);
        return Bytes.address(line, open + 1 + (tagged ? IPV6.length : 0), end - 1);
    }
}
