package io.postern.collector.formats.sogo;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Server;
import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.util.List;
import java.util.stream.Stream;

/// SOGo 2 to 5: `SOGoRootPage Login from 'CLIENTS' for user 'U' might not have worked - password policy: …` and
/// `SOGoRootPage successful login from 'CLIENTS' for user 'U' - expire = …`, in its own log as `sogod [26818]: `.
public final class Sogo implements Format {

    private static final Server SOGO = new Server(Daemon.SOGO, Source.SOGO);

    private static final byte[] PROCESS = Bytes.of("sogod [");
    private static final byte[] AFTER_PROCESS = Bytes.of("]: ");
    private static final byte[] PAGE = Bytes.of("SOGoRootPage ");
    private static final byte[] FAILED = Bytes.of("Login from '");
    private static final byte[] SUCCEEDED = Bytes.of("successful login from '");
    private static final byte[] FOR_USER = Bytes.of("' for user '");
    private static final byte[] NOT_WORKED = Bytes.of("' might not have worked - password policy: ");
    private static final byte[] EXPIRE = Bytes.of("' - expire = ");

    /// Where an operator's own proxies are: RFC 1918, RFC 4193, loopback.
    private static final List<Network> HOUSE = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128")
            .map(Network::of)
            .toList();

    private static final Reading OTHER = SOGO.ignored("of SOGo, but not the result of a login");

    @Override
    public boolean speaksAs(String program) {
        return program.equals("sogod");
    }

    @Override
    public boolean remembers() {
        return false;
    }

    @Override
    public Reading read(Line line) {
        byte[] bytes = line.bytes();
        int from = line.from();
        int to = line.to();
        int at = Bytes.startsWith(bytes, PAGE, from, to) ? from + PAGE.length : from;
        if (Bytes.startsWith(bytes, FAILED, at, to)) {
            return readLogin(line, at + FAILED.length, NOT_WORKED, Outcome.FAILED);
        }
        return Bytes.startsWith(bytes, SUCCEEDED, at, to)
                ? readLogin(line, at + SUCCEEDED.length, EXPIRE, Outcome.SUCCEEDED)
                : OTHER;
    }

    @Override
    public Reading readOwnLog(Line line) {
        return line.isStamped() ? line.asOwnLog(this::readBehindProcess) : null;
    }

    private Reading readBehindProcess(Line line) {
        byte[] bytes = line.bytes();
        int close = Bytes.startsWith(bytes, PROCESS, line.from(), line.to())
                ? Bytes.indexOf(bytes, AFTER_PROCESS, line.from(), line.to())
                : -1;
        if (close < 0) {
            return null;
        }
        line.skipTo(close + AFTER_PROCESS.length);
        return read(line);
    }

    private static Reading readLogin(Line line, int from, byte[] ending, Outcome outcome) {
        byte[] bytes = line.bytes();
        int forUser = Bytes.indexOf(bytes, FOR_USER, from, line.to());
        int end = forUser < 0 ? -1 : Bytes.lastIndexOf(bytes, ending, forUser, line.to());
        if (end < forUser + FOR_USER.length) {
            return OTHER;
        }
        if (Bytes.indexOf(bytes, FOR_USER, forUser + 1, end) >= 0) {
            return SOGO.ambiguous(line, "client or user name holds the words between them");
        }
        Address client = nearest(bytes, from, forUser);
        String account = Bytes.text(bytes, forUser + FOR_USER.length, end);
        return SOGO.attempt(line, Service.WEB, client, account, outcome, null);
    }

    /// Of the list that X-Forwarded-For is, the last hop that is none of the operator's own proxies: each proxy
    /// adds the client it saw at the end, and what stands before the first true one, the client wrote. A list of
    /// private addresses alone is a client of the house, and then the last it is.
    private static Address nearest(byte[] line, int from, int to) {
        Address nearest = null;
        int end = to;
        while (end > from) {
            int comma = Bytes.lastIndexOf(line, ',', from, end);
            int begin = Bytes.skipSpaces(line, comma < 0 ? from : comma + 1, end);
            Address hop = Bytes.address(line, begin, end);
            if (hop == null) {
                return null;
            }
            if (!isPrivate(hop)) {
                return hop;
            }
            nearest = nearest == null ? hop : nearest;
            end = comma < 0 ? from : comma;
        }
        return nearest;
    }

    private static boolean isPrivate(Address address) {
        return HOUSE.stream().anyMatch(network -> network.contains(address));
    }
}
