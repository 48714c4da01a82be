package io.postern.cli.anonymize;

import io.postern.events.Address;
import java.util.Arrays;

/// What stands in brackets, quotes and parentheses.
final class Enclosed {

    private static final String RIP = ", rip=";
    private static final String USER = ": user=<";
    private static final String PROXY = "proxy(";
    private static final String METHOD = ">, method=";

    private final Cursor cursor;
    private final Pseudonyms pseudonyms;

    Enclosed(Cursor cursor, Pseudonyms pseudonyms) {
        this.cursor = cursor;
        this.pseudonyms = pseudonyms;
    }

    /// `<ada@example.org>`, `<5511>` (a process id behind Dovecot's user), `<pnREyrJgfFrLAHFC>`.
    ///
    /// @param field what stands before it says; null when nothing does
    void bracket(Field field) {
        int close = field == Field.NAME ? endOfUser() : cursor.text.indexOf('>', cursor.at);
        int space = cursor.text.indexOf(' ', cursor.at);
        boolean none = close < 0
                || field == null && space >= 0 && space < close && cursor.text.indexOf('@', cursor.at) > space;
        boolean arrival = field == null && cursor.text.startsWith("<= ", cursor.at); // Exim's sign
        if (none || arrival || close == cursor.at + 1) {
            cursor.copy(cursor.at + 1);
            return;
        }
        String inner = cursor.text.substring(cursor.at + 1, close);
        cursor.out.append('<').append(inBrackets(field, inner)).append('>');
        cursor.at = close + 1;
    }

    private String inBrackets(Field field, String inner) {
        if (inner.indexOf(Cursor.DONE) >= 0) { // a name within is done, the rest is not
            return MessageRewriter.words(inner, pseudonyms);
        }
        if (field != null) {
            return field.pseudonym(inner, pseudonyms);
        }
        boolean behindUser =
                cursor.at > 0 && (cursor.text.charAt(cursor.at - 1) == ')' || cursor.text.charAt(cursor.at - 1) == '>');
        boolean worker = cursor.at > 0 && Character.isLetter(cursor.text.charAt(cursor.at - 1)); // auth-worker<11>
        if ((behindUser || worker) && inner.matches("\\d+")) {
            return inner;
        }
        if (inner.indexOf('@') >= 0) {
            return pseudonyms.mail(inner);
        }
        if (behindUser || cursor.at > 0 && cursor.text.charAt(cursor.at - 1) == ',') {
            return pseudonyms.id(inner);
        }
        return pseudonyms.chosen(inner);
    }

    /// A user name may hold brackets and look like what follows it; what Dovecot wrote stands right of it.
    private int endOfUser() {
        if (cursor.text.contains(PROXY)
                && cursor.text.indexOf(USER, cursor.at)
                        >= 0) { // the other server's words, which may look like Dovecot's
            return cursor.text.indexOf('>', cursor.at);
        }
        int rip = cursor.text.lastIndexOf(RIP);
        int close = rip < cursor.at ? -1 : cursor.text.lastIndexOf(METHOD, rip);
        if (close < cursor.at && rip > cursor.at && cursor.text.charAt(rip - 1) == '>') {
            close = rip - 1;
        }
        return close < cursor.at ? cursor.text.indexOf('>', cursor.at) : close;
    }

    /// Text in quotes, unless all of it are the server's words. An apostrophe within a word opens nothing.
    void quoted(Field field) {
        char quote = cursor.text.charAt(cursor.at);
        int close = cursor.text.indexOf(quote, cursor.at + 1);
        while (close > 0 && quote == '"' && cursor.text.charAt(close - 1) == '\\') {
            close = cursor.text.indexOf(quote, close + 1);
        }
        boolean opens = cursor.at == 0 || !Cursor.isWord(cursor.text.charAt(cursor.at - 1));
        if (close < 0 || !opens || close == cursor.at + 1) {
            cursor.copy(cursor.at + 1);
            return;
        }
        String inner = cursor.text.substring(cursor.at + 1, close);
        boolean key = field == null && quote == '"' && cursor.text.startsWith(":", close + 1); // of JSON
        cursor.out.append(quote).append(key ? inner : inQuotes(field, inner)).append(quote);
        cursor.at = close + 1;
    }

    private String inQuotes(Field field, String inner) {
        if (inner.indexOf(Cursor.DONE) >= 0) {
            return MessageRewriter.words(inner, pseudonyms);
        }
        if (field != null) {
            return field.pseudonym(inner, pseudonyms);
        }
        boolean words = ServerWords.knowsAll(inner)
                || inner.startsWith("AUTH ")
                || cursor.text.startsWith("status=", cursor.at - 7)
                || cursor.text.startsWith("result=", cursor.at - 7)
                || Arrays.stream(inner.split(", *", -1)).allMatch(part -> Address.orNull(part) != null);
        return words ? MessageRewriter.words(inner, pseudonyms) : pseudonyms.chosen(inner);
    }

    /// Exim's HELO: `(ylmf-pc) [203.0.113.7]`.
    void parenthesis() {
        int close = cursor.text.indexOf(')', cursor.at);
        boolean helo = close > 0 && cursor.text.startsWith(" [", close + 1);
        String inner = helo ? cursor.text.substring(cursor.at + 1, close) : "";
        if (helo
                && cursor.addressEnd(close + 3) > 0
                && !inner.isEmpty()
                && !inner.startsWith("[")
                && inner.indexOf(Cursor.DONE) < 0) {
            cursor.out.append('(').append(pseudonyms.host(inner)).append(')');
            cursor.at = close + 1;
        } else {
            cursor.copy(cursor.at + 1);
        }
    }
}
