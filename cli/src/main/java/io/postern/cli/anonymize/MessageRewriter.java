package io.postern.cli.anonymize;

import io.postern.events.Address;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Rewrites a message, character by character from the left: what is known to be a name by where it stands, or looks
/// like one by itself, becomes a pseudonym; the server's own words stay.
///
/// Takes texts of bytes, one character each. A character beyond them, and what follows up to its like, is done already.
final class MessageRewriter {

    /// Stands around what must not be rewritten again.
    static final char DONE = '\uE000';

    /// Dovecot's processes and databases that put the user in parentheses behind their name.
    private static final Set<String> CONTEXTS = Set.of(
            "imap",
            "pop3",
            "lmtp",
            "managesieve",
            "sieve",
            "submission",
            "doveadm",
            "lda",
            "deliver",
            "sql",
            "ldap",
            "pam",
            "passwd",
            "passwd-file",
            "static",
            "lua",
            "dict",
            "oauth2",
            "cache",
            "auth",
            "auth-worker",
            "proxy",
            "imapc",
            "shadow",
            "bsdauth",
            "checkpassword",
            "vpopmail",
            "prefetch",
            "policy",
            "indexer-worker",
            "quota-status",
            "master",
            "imap-hibernate",
            "local-lmtp",
            "virtual",
            "dsync-local",
            "dsync-remote",
            "dsync-server",
            "imap-urlauth");

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

    private static final String HOME = "/home/";
    private static final String RIP = ", rip=";
    private static final String USER = ": user=<";
    private static final String PROXY = "proxy(";
    private static final String METHOD = ">, method=";
    /// What a header check or Dovecot repeats of somebody's words.
    private static final String[] OWN_WORDS = {"header Subject: ", "header From: ", "header To: ", "(username: "};

    private final Pseudonyms pseudonyms;
    private String text;
    private int at;
    private StringBuilder out;

    MessageRewriter(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /// A message, which may begin with the id of a queue.
    String message(String message) {
        begin(message);
        queueId();
        return rest();
    }

    /// Any other text.
    String words(String words) {
        begin(words);
        return rest();
    }

    private void begin(String whole) {
        text = whole;
        at = 0;
        out = new StringBuilder(whole.length() + 32);
    }

    private String rest() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case DONE -> copy(text.indexOf(DONE, at + 1) + 1);
                case '<' -> bracket(null);
                case '"' -> quoted(null);
                case '\'' -> quoted(null);
                case '(' -> parenthesis();
                case '/' -> path();
                default -> word(c);
            }
        }
        return out.toString();
    }

    private void copy(int to) {
        out.append(text, at, to);
        at = to;
    }

    /// `4107130FAC3: from=<…`, `kANAAXyz012345: …`, `1tDkYX-000000-AB <= …`.
    private void queueId() {
        int end = tokenEnd(0);
        if (end > 5 && end + 1 < text.length() && (text.startsWith(": ", end) || text.charAt(end) == ' ')) {
            String token = text.substring(0, end);
            boolean id = text.charAt(end) == ':'
                    ? token.matches("[0-9A-F]{6,}|(?=.*[0-9])(?=.*[A-Za-z])[0-9A-Za-z]{10,}")
                            || ServerWords.looksLikeId(token)
                    : ServerWords.looksLikeId(token);
            if (id) {
                out.append(pseudonyms.id(token));
                at = end;
            }
        }
    }

    /// `<ada@example.org>`, `<5511>` (a process id behind Dovecot's user), `<pnREyrJgfFrLAHFC>`.
    ///
    /// @param field what stands before it says; null when nothing does
    private void bracket(Field field) {
        int close = field == Field.NAME ? endOfUser() : text.indexOf('>', at);
        int space = text.indexOf(' ', at);
        boolean none = close < 0 || field == null && space >= 0 && space < close && text.indexOf('@', at) > space;
        if (none || close == at + 1) {
            copy(at + 1);
            return;
        }
        String inner = text.substring(at + 1, close);
        out.append('<').append(inBrackets(field, inner)).append('>');
        at = close + 1;
    }

    private String inBrackets(Field field, String inner) {
        if (inner.indexOf(DONE) >= 0) {
            return inner;
        }
        if (field != null) {
            return field.pseudonym(inner, pseudonyms);
        }
        boolean behindUser = at > 0 && (text.charAt(at - 1) == ')' || text.charAt(at - 1) == '>');
        boolean worker = at > 0 && Character.isLetter(text.charAt(at - 1)); // auth-worker<11>
        if ((behindUser || worker) && inner.matches("\\d+")) {
            return inner;
        }
        if (inner.indexOf('@') >= 0) {
            return pseudonyms.mail(inner);
        }
        if (behindUser || at > 0 && text.charAt(at - 1) == ',') {
            return pseudonyms.id(inner);
        }
        return chosen(inner);
    }

    /// A user name may hold brackets and look like what follows it; what Dovecot wrote stands right of it.
    private int endOfUser() {
        if (text.contains(PROXY)
                && text.indexOf(USER, at) >= 0) { // the other server's words, which may look like Dovecot's
            return text.indexOf('>', at);
        }
        int rip = text.lastIndexOf(RIP);
        int close = rip < at ? -1 : text.lastIndexOf(METHOD, rip);
        if (close < at && rip > at && text.charAt(rip - 1) == '>') {
            close = rip - 1;
        }
        return close < at ? text.indexOf('>', at) : close;
    }

    /// Text in quotes, unless all of it are the server's words. An apostrophe within a word opens nothing.
    private void quoted(Field field) {
        char quote = text.charAt(at);
        int close = text.indexOf(quote, at + 1);
        while (close > 0 && quote == '"' && text.charAt(close - 1) == '\\') {
            close = text.indexOf(quote, close + 1);
        }
        boolean opens = at == 0 || !isWord(text.charAt(at - 1));
        if (close < 0 || !opens || close == at + 1) {
            copy(at + 1);
            return;
        }
        String inner = text.substring(at + 1, close);
        boolean key = field == null && quote == '"' && text.startsWith(":", close + 1); // of JSON
        out.append(quote)
                .append(key || inner.indexOf(DONE) >= 0 ? inner : inQuotes(field, inner))
                .append(quote);
        at = close + 1;
    }

    private String inQuotes(Field field, String inner) {
        if (field != null) {
            return field.pseudonym(inner, pseudonyms);
        }
        boolean words = ServerWords.knowsAll(inner)
                || Arrays.stream(inner.split(", *")).allMatch(part -> Address.orNull(part) != null);
        return words ? new MessageRewriter(pseudonyms).words(inner) : chosen(inner);
    }

    /// Exim's HELO: `(ylmf-pc) [203.0.113.7]`.
    private void parenthesis() {
        int close = text.indexOf(')', at);
        String inner = close < 0 ? "" : text.substring(at + 1, close);
        if (text.startsWith(" [", close + 1)
                && addressEnd(close + 3) > 0
                && !inner.isEmpty()
                && !inner.startsWith("[")
                && inner.indexOf(DONE) < 0) {
            out.append('(').append(pseudonyms.host(inner)).append(')');
            at = close + 1;
        } else {
            copy(at + 1);
        }
    }

    /// `/var/vmail/example.org/ada/Maildir`: the usual folders stay.
    private void path() {
        boolean opens = at == 0 || " =\"'(<:,".indexOf(text.charAt(at - 1)) >= 0 || isBehindPort();
        copy(at + 1);
        while (opens) {
            int end = at;
            while (end < text.length() && (isWord(text.charAt(end)) || "@%~".indexOf(text.charAt(end)) >= 0)) {
                end++;
            }
            String segment = text.substring(at, end);
            boolean kept = segment.isEmpty() || ServerWords.isFolder(segment);
            boolean home = text.startsWith(HOME, at - HOME.length());
            out.append(kept ? segment : home ? pseudonyms.mail(segment) : chosen(segment));
            at = end;
            opens = at < text.length() && text.charAt(at) == '/';
            if (opens) {
                copy(at + 1);
            }
        }
    }

    /// `192.0.2.10:143/ada`: Dovecot's proxy and whom it logs in as.
    private boolean isBehindPort() {
        int digits = at;
        while (digits > 0 && text.charAt(digits - 1) >= '0' && text.charAt(digits - 1) <= '9') {
            digits--;
        }
        return digits < at
                && digits > 0
                && text.charAt(digits - 1) == ':'
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at + 1));
    }

    /// What somebody chose, and what it looks like.
    private String chosen(String name) {
        return ServerWords.looksLikeHost(name) || Address.orNull(name) != null
                ? pseudonyms.host(name)
                : pseudonyms.mail(name);
    }

    private void word(char c) {
        boolean starts = at == 0 || !isWord(text.charAt(at - 1));
        if (!starts || !isWord(c) && c != ':') {
            copy(at + 1);
            return;
        }
        int address = addressEnd(at);
        if (address > 0) {
            address(address);
            return;
        }
        if (c == ':') {
            copy(at + 1);
            return;
        }
        int end = tokenEnd(at);
        if (end < text.length() && text.charAt(end) == '=' && value(end)) {
            return;
        }
        if (end < text.length() && text.charAt(end) == '(' && CONTEXTS.contains(text.substring(at, end))) {
            context(end);
            return;
        }
        token(end);
    }

    /// `auth-worker(ada,203.0.113.7,<pnREyrJgfFrLAHFC>)`, `lmtp(5511, ada)`; the account ends at the first comma.
    private void context(int open) {
        copy(open + 1);
        int end = endOfArgument();
        if (end > at && text.substring(at, end).matches("\\d+") && text.startsWith(", ", end)) {
            copy(end + 2);
            end = endOfArgument();
        }
        String account = text.substring(at, end);
        if (account.matches("\\d+")) { // a process, not a user
            copy(end);
        } else if (addressEnd(at) != end) {
            out.append(pseudonyms.mail(account));
            at = end;
        }
    }

    private int endOfArgument() {
        int end = at;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != ')' && text.charAt(end) != DONE) {
            end++;
        }
        return end;
    }

    /// @return whether the key is one whose value was rewritten
    private boolean value(int equals) {
        Field field = Field.of(text.substring(at, equals));
        if (field == null || field == Field.LINE || equals + 1 == text.length()) {
            return false;
        }
        char next = text.charAt(equals + 1);
        String key = text.substring(at, equals);
        boolean shortKey = key.length() == 1 && !key.equals(key.toUpperCase(Locale.ROOT));
        if (shortKey || field == Field.TEXT && key.equals("T") && next != '"') {
            return false;
        }
        copy(equals + 1);
        switch (next) {
            case '<' -> bracket(field);
            case '"', '\'' -> quoted(field);
            case DONE -> copy(text.indexOf(DONE, at + 1) + 1);
            default -> bare(field);
        }
        return true;
    }

    private void bare(Field field) {
        int end = field == Field.TEXT ? endBeforeNextKey() : endOfValue();
        if (addressEnd(at) == end && end > at) {
            address(end);
            return;
        }
        String value = text.substring(at, end);
        if (value.indexOf(DONE) >= 0) {
            copy(end);
            return;
        }
        boolean host = field == Field.HOST && !value.isEmpty() && !ServerWords.knows(value) && value.indexOf('/') < 0;
        boolean number = value.matches("[0-9/.]*"); // Postfix' counters: ehlo=1, rcpt=0/1
        boolean other = field != Field.HOST && !number;
        out.append(host && !number || other ? field.pseudonym(value, pseudonyms) : value);
        at = end;
    }

    /// Free text ends where the next `, key=` or ` key=` begins, or with the line.
    private int endBeforeNextKey() {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == ';' || c == ' ') {
                int from = i;
                while (from < text.length()
                        && (text.charAt(from) == ' ' || text.charAt(from) == ',' || text.charAt(from) == ';')) {
                    from++;
                }
                int to = from;
                while (to < text.length()
                        && (Character.isLetter(text.charAt(to)) || "_-".indexOf(text.charAt(to)) >= 0)) {
                    to++;
                }
                if (to > from && to < text.length() && text.charAt(to) == '=') {
                    return i;
                }
            }
        }
        return text.length();
    }

    private int endOfValue() {
        int end = text.startsWith("(", at) ? Math.max(at, text.indexOf(')', at) + 1) : at;
        while (end < text.length() && " ,;)[]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > at && text.charAt(end - 1) == ':') {
            end--;
        }
        return end;
    }

    private void address(int end) {
        String found = text.substring(at, end);
        boolean mapped = found.toLowerCase(Locale.ROOT).startsWith("::ffff:") && found.indexOf('.') > 0;
        out.append(mapped ? found.substring(0, 7) : "").append(pseudonyms.address(Address.of(found)));
        at = end;
    }

    /// Where the address ends that begins here; -1 when none does.
    private int addressEnd(int from) {
        int end = from;
        boolean digit = false;
        while (end < text.length() && (isHex(text.charAt(end)) || text.charAt(end) == '.' || text.charAt(end) == ':')) {
            digit |= text.charAt(end) >= '0' && text.charAt(end) <= '9';
            end++;
        }
        if (end - from < 2 || !digit) {
            return -1;
        }
        int trimmed = end;
        while (!isAddress(from, trimmed) && ".:".indexOf(text.charAt(trimmed - 1)) >= 0) {
            trimmed--;
        }
        if (isAddress(from, trimmed)) {
            return trimmed;
        }
        int colon = text.indexOf(':', from); // a port
        return colon > from && colon < trimmed && isAddress(from, colon) ? colon : -1;
    }

    private boolean isAddress(int from, int to) {
        boolean ends = to == text.length()
                || !isWord(text.charAt(to))
                || text.charAt(to) == '-'
                || text.charAt(to) == '.' && ends(to + 1);
        return ends && to > from && to - from <= 45 && Address.orNull(text.substring(from, to)) != null;
    }

    private boolean ends(int from) {
        return from == text.length() || !isWord(text.charAt(from));
    }

    private void token(int end) {
        String token = text.substring(at, end);
        int domain = end < text.length() && text.charAt(end) == '@' ? hostEnd(end + 1) : -1;
        if (domain > end + 1) {
            out.append(pseudonyms.mail(text.substring(at, domain)));
            at = domain;
        } else if (isAfterPhrase() && !ServerWords.knows(token) && !ServerWords.looksLikeId(token)) {
            out.append(pseudonyms.name(token));
            at = end;
        } else if (token.endsWith(".") && ServerWords.looksLikeHost(token.substring(0, token.length() - 1))) {
            out.append(pseudonyms.host(token.substring(0, token.length() - 1)));
            at = end - 1;
        } else if (ServerWords.looksLikeHost(token) || isBeforeAddress(token, end)) {
            out.append(pseudonyms.host(token));
            at = end;
        } else if (ServerWords.looksLikeId(token) && !text.startsWith("error:", at - 6)) {
            out.append(pseudonyms.id(token));
            at = end;
        } else {
            copy(end);
            ownWords();
        }
    }

    /// `mx1[203.0.113.7]`, `mx1 [203.0.113.7]`, `mx1 ([192.0.2.1]) [203.0.113.7]`.
    private boolean isBeforeAddress(String token, int end) {
        boolean inBrackets = text.startsWith("[", end) && addressEnd(end + 1) > 0
                || text.startsWith(" [", end) && addressEnd(end + 2) > 0
                || text.startsWith(" ([", end) && addressEnd(end + 3) > 0;
        return inBrackets && !ServerWords.knows(token) && !token.matches("\\d+");
    }

    private boolean isAfterPhrase() {
        for (String phrase : PHRASES) {
            if (text.startsWith(phrase, at - phrase.length())) {
                return true;
            }
        }
        return false;
    }

    /// `header Subject: … from mx1[203.0.113.7]; from=<…`, `(username: …)`: all of it is somebody's own words.
    private void ownWords() {
        for (String label : OWN_WORDS) {
            int begin = at - label.stripTrailing().length() + 1;
            if (begin >= 0 && text.startsWith(label, begin)) {
                copy(begin + label.length());
                int close = label.startsWith("(") ? text.lastIndexOf(')') : endOfHeader();
                out.append(pseudonyms.name(text.substring(at, Math.max(at, close))));
                at = Math.max(at, close);
                return;
            }
        }
    }

    private int endOfHeader() {
        int end = text.lastIndexOf("; from=<");
        int from = text.lastIndexOf(" from ", end < 0 ? text.length() : end);
        return from < at ? text.length() : from;
    }

    private int tokenEnd(int from) {
        int end = from;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// A domain, or an address in brackets; -1 when neither begins here.
    private int hostEnd(int from) {
        if (from < text.length() && text.charAt(from) == '[') {
            int close = text.indexOf(']', from);
            return close < 0 ? -1 : close + 1;
        }
        int end = tokenEnd(from);
        while (end > from && text.charAt(end - 1) == '.') {
            end--;
        }
        return end;
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /// Of which names are made; bytes of UTF-8 are.
    private static boolean isWord(char c) {
        return c >= '0' && c <= '9'
                || c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= 0x80 && c != DONE
                || "._+-".indexOf(c) >= 0;
    }
}
