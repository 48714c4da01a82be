package io.postern.collector.formats.roundcube;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A place in a line of Roundcube that looks like the client's address: ` from IP`, and behind it what Roundcube
/// writes there, which may begin with what a proxy said of the client: `(X-Real-IP: …,X-Forwarded-For: …)`.
///
/// What the client wrote may look like one too: in the user name (left of the true one), in those headers, in the
/// page it asked for, or in an answer of the IMAP server that quotes the user name (right of it).
///
/// @param from where ` from ` begins
/// @param to where the address ends
record Candidate(Address client, int from, int to) {

    /// There is more than one way to read the line.
    static final Candidate SEVERAL = new Candidate(null, 0, 0);

    private static final byte[] FROM = Bytes.of(" from ");
    private static final byte[] HEADERS = Bytes.of("(X-");
    private static final byte[] HEADERS_APART = Bytes.of(" (X-");
    private static final byte[] IN_SESSION = Bytes.of(" in session ");
    private static final byte[] ON_LINE = Bytes.of(" on line ");
    private static final int MOST = 4;

    boolean isOneOfSeveral() {
        return client == null;
    }

    /// What must follow the address.
    interface Ending {
        boolean follows(byte[] line, int at, int to);
    }

    /// The errors log: nothing, or `. ` and a word of the IMAP client's in capitals or with a capital.
    static boolean isBeforeError(byte[] line, int at, int to) {
        return at == to || at + 2 < to && line[at] == '.' && line[at + 1] == ' ' && isCapital(line[at + 2]);
    }

    /// The userlogins log.
    static boolean isBeforeSession(byte[] line, int at, int to) {
        return Bytes.startsWith(line, IN_SESSION, at, to);
    }

    /// The one candidate that can be the true one; null when there is none, [#SEVERAL] when there are more.
    static Candidate only(byte[] line, int from, int to, Ending ending) {
        List<Candidate> all = new ArrayList<>();
        for (int at = Bytes.indexOf(line, FROM, from, to); at >= 0; at = Bytes.indexOf(line, FROM, at + 1, to)) {
            Candidate candidate = read(line, at, to, ending);
            if (candidate != null) {
                all.add(candidate);
            }
            if (all.size() > MOST) {
                return SEVERAL;
            }
        }
        if (all.isEmpty()) {
            return null;
        }
        for (int i = 0; i < all.size() - 1; i++) {
            if (all.get(i).mayBeTrue(line, all.subList(i + 1, all.size()), from, to)) {
                return SEVERAL;
            }
        }
        return all.getLast();
    }

    /// The last one may be true whatever stands left of it, since that may be a user name. An earlier one is when
    /// each to the right of it is in something that the client wrote there.
    private boolean mayBeTrue(byte[] line, List<Candidate> others, int userFrom, int end) {
        if (hasHeaders(line, to, end)) {
            return true;
        }
        for (Candidate right : others) {
            byte[] text = Arrays.copyOfRange(line, right.from, right.to);
            boolean inUserName = Bytes.indexOf(line, text, userFrom, from) >= 0; // and the IMAP server quotes that
            if (!inUserName && !isInPage(line, to, right.from)) {
                return false;
            }
        }
        return true;
    }

    /// ` on line 205 (POST ` stands before the page.
    private static boolean isInPage(byte[] line, int from, int to) {
        int words = Bytes.indexOf(line, ON_LINE, from, to);
        return words >= 0 && Bytes.indexOf(line, '(', words, to) >= 0;
    }

    private static Candidate read(byte[] line, int from, int to, Ending ending) {
        int begin = from + FROM.length;
        int end = begin;
        while (end < to && (Character.digit(line[end], 16) >= 0 || line[end] == '.' || line[end] == ':')) {
            end++;
        }
        if (end > begin && line[end - 1] == '.') { // the end of the sentence
            end--;
        }
        Address client = Bytes.address(line, begin, end);
        return client != null && (ending.follows(line, end, to) || hasHeaders(line, end, to))
                ? new Candidate(client, from, end)
                : null;
    }

    private static boolean hasHeaders(byte[] line, int at, int to) {
        return Bytes.startsWith(line, HEADERS, at, to) || Bytes.startsWith(line, HEADERS_APART, at, to);
    }

    private static boolean isCapital(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
