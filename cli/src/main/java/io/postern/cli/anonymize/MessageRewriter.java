package io.postern.cli.anonymize;

import java.util.regex.Pattern;

/// Rewrites a message, character by character from the left: what is known to be a name by where it stands, or looks
/// like one by itself, becomes a pseudonym; the server's own words stay.
///
/// Takes texts of bytes, one character each. [Cursor#DONE], which is none, stands around what is done already.
final class MessageRewriter {

    /// The next word is a name.
    private static final String[] PHRASES = {
        "for user ",
        "for invalid user ",
        "for account ",
        "assword for ",
        "ogin failed for ",
        "ailed login for ",
        "invalid user ",
        "queued as ",
        "(master ",
        "] plaintext ",
        "] PLAIN ",
        "] LOGIN ",
        "] CRAM-MD5 ",
        "] DIGEST-MD5 ",
        "] SCRAM-SHA-1 ",
        "] SCRAM-SHA-256 "
    };

    /// What a header check or Dovecot repeats of somebody's words.
    private static final String[] OWN_WORDS = {"header Subject: ", "header From: ", "header To: ", "(username: "};

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /// Postfix' and Sendmail's.
    private static final Pattern QUEUE_ID = Pattern.compile("[0-9A-F]{6,}|(?=.*[0-9])(?=.*[A-Za-z])[0-9A-Za-z]{10,}");

    private final Cursor cursor;
    private final Pseudonyms pseudonyms;
    private final Enclosed enclosed;
    private final Values values;
    private final Paths paths;

    private MessageRewriter(String text, Pseudonyms pseudonyms) {
        this.cursor = new Cursor(text);
        this.pseudonyms = pseudonyms;
        this.enclosed = new Enclosed(cursor, pseudonyms);
        this.values = new Values(cursor, pseudonyms, enclosed);
        this.paths = new Paths(cursor, pseudonyms);
    }

    /// A message, which may begin with the id of a queue.
    static String message(String message, Pseudonyms pseudonyms) {
        MessageRewriter rewriter = new MessageRewriter(message, pseudonyms);
        rewriter.queueId();
        return rewriter.rest();
    }

    /// Any other text.
    static String words(String words, Pseudonyms pseudonyms) {
        return new MessageRewriter(words, pseudonyms).rest();
    }

    private String rest() {
        while (!cursor.isAtEnd()) {
            char c = cursor.charAt(cursor.at);
            switch (c) {
                case Cursor.DONE -> cursor.copyDone();
                case '<' -> enclosed.bracket(null);
                case '"', '\'' -> enclosed.quoted(null);
                case '(' -> enclosed.parenthesis();
                case '/' -> paths.path();
                default -> word(c);
            }
        }
        return cursor.out.toString();
    }

    /// `4107130FAC3: from=<…`, `kANAAXyz012345: …`, `1tDkYX-000000-AB <= …`.
    private void queueId() {
        int end = cursor.tokenEnd(0);
        if (end > 5
                && end + 1 < cursor.text.length()
                && (cursor.text.startsWith(": ", end) || cursor.text.charAt(end) == ' ')) {
            String token = cursor.text.substring(0, end);
            boolean id = cursor.text.charAt(end) == ':'
                    ? QUEUE_ID.matcher(token).matches() || ServerWords.looksLikeId(token)
                    : ServerWords.looksLikeId(token);
            if (id) {
                cursor.out.append(pseudonyms.id(token));
                cursor.at = end;
            }
        }
    }

    private void word(char c) {
        boolean starts = cursor.at == 0 || !Cursor.isWord(cursor.text.charAt(cursor.at - 1));
        if (!starts || !Cursor.isWord(c) && c != ':') {
            cursor.copy(cursor.at + 1);
            return;
        }
        int address = cursor.addressEnd(cursor.at);
        if (address > 0) {
            values.address(address);
            return;
        }
        if (c == ':') {
            cursor.copy(cursor.at + 1);
            return;
        }
        int end = cursor.tokenEnd(cursor.at);
        if (end < cursor.text.length() && cursor.text.charAt(end) == '=' && values.value(end)) {
            return;
        }
        if (end < cursor.text.length()
                && cursor.text.charAt(end) == '('
                && ServerWords.isContext(cursor.text.substring(cursor.at, end))) {
            context(end);
            return;
        }
        token(end);
    }

    /// `auth-worker(ada,203.0.113.7,<pnREyrJgfFrLAHFC>)`, `lmtp(5511, ada)`; the account ends at the first comma.
    private void context(int open) {
        cursor.copy(open + 1);
        int end = endOfArgument();
        if (end > cursor.at
                && NUMBER.matcher(cursor.text.substring(cursor.at, end)).matches()
                && cursor.text.startsWith(", ", end)) {
            cursor.copy(end + 2);
            end = endOfArgument();
        }
        String account = cursor.text.substring(cursor.at, end);
        if (NUMBER.matcher(account).matches()) { // a process, not a user
            cursor.copy(end);
        } else if (cursor.addressEnd(cursor.at) != end) {
            cursor.out.append(pseudonyms.mail(account));
            cursor.at = end;
        }
    }

    private int endOfArgument() {
        int end = cursor.at;
        while (end < cursor.text.length()
                && cursor.text.charAt(end) != ','
                && cursor.text.charAt(end) != ')'
                && cursor.text.charAt(end) != Cursor.DONE) {
            end++;
        }
        return end;
    }

    private void token(int end) {
        String token = cursor.text.substring(cursor.at, end);
        int domain = end < cursor.text.length() && cursor.text.charAt(end) == '@' ? cursor.hostEnd(end + 1) : -1;
        if (domain > end + 1) {
            cursor.out.append(pseudonyms.mail(cursor.text.substring(cursor.at, domain)));
            cursor.at = domain;
        } else if (isAfterPhrase() && !ServerWords.knows(token) && !ServerWords.looksLikeId(token)) {
            cursor.out.append(pseudonyms.name(token));
            cursor.at = end;
        } else if (token.endsWith(".") && ServerWords.looksLikeHost(token.substring(0, token.length() - 1))) {
            cursor.out.append(pseudonyms.host(token.substring(0, token.length() - 1)));
            cursor.at = end - 1;
        } else if (ServerWords.looksLikeHost(token) || isBeforeAddress(token, end)) {
            cursor.out.append(pseudonyms.host(token));
            cursor.at = end;
        } else if (ServerWords.looksLikeId(token) && !cursor.text.startsWith("error:", cursor.at - 6)) {
            cursor.out.append(pseudonyms.id(token));
            cursor.at = end;
        } else {
            cursor.copy(end);
            ownWords();
        }
    }

    /// `mx1[203.0.113.7]`, `mx1 [203.0.113.7]`, `mx1 ([192.0.2.1]) [203.0.113.7]`.
    private boolean isBeforeAddress(String token, int end) {
        boolean inBrackets = cursor.text.startsWith("[", end) && cursor.addressEnd(end + 1) > 0
                || cursor.text.startsWith(" [", end) && cursor.addressEnd(end + 2) > 0
                || cursor.text.startsWith(" ([", end) && cursor.addressEnd(end + 3) > 0;
        return inBrackets && !ServerWords.knows(token) && !NUMBER.matcher(token).matches();
    }

    private boolean isAfterPhrase() {
        for (String phrase : PHRASES) {
            if (cursor.text.startsWith(phrase, cursor.at - phrase.length())) {
                return true;
            }
        }
        return false;
    }

    /// `header Subject: … from mx1[203.0.113.7]; from=<…`, `(username: …)`: all of it is somebody's own words.
    private void ownWords() {
        for (String label : OWN_WORDS) {
            int begin = cursor.at - label.stripTrailing().length() + 1;
            if (begin >= 0 && cursor.text.startsWith(label, begin)) {
                cursor.copy(begin + label.length());
                int close = label.startsWith("(") ? cursor.text.lastIndexOf(')') : endOfHeader();
                cursor.out.append(pseudonyms.name(cursor.text.substring(cursor.at, Math.max(cursor.at, close))));
                cursor.at = Math.max(cursor.at, close);
                return;
            }
        }
    }

    private int endOfHeader() {
        int end = cursor.text.lastIndexOf("; from=<");
        int from = cursor.text.lastIndexOf(" from ", end < 0 ? cursor.text.length() : end);
        return from < cursor.at ? cursor.text.length() : from;
    }
}
