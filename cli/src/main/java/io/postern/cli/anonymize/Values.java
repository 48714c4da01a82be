package io.postern.cli.anonymize;

import io.postern.events.Address;
import java.util.Locale;
import java.util.regex.Pattern;

/// The values of `key=value`, and addresses.
final class Values {

    /// Postfix' counters: `ehlo=1`, `rcpt=0/1`.
    private static final Pattern COUNTER = Pattern.compile("[0-9/.]*");

    private final Cursor cursor;
    private final Pseudonyms pseudonyms;
    private final Enclosed enclosed;

    Values(Cursor cursor, Pseudonyms pseudonyms, Enclosed enclosed) {
        this.cursor = cursor;
        this.pseudonyms = pseudonyms;
        this.enclosed = enclosed;
    }

    /// @return whether the key is one whose value was rewritten
    boolean value(int equals) {
        Field field = Field.of(cursor.text.substring(cursor.at, equals));
        if (field == null || field == Field.LINE || equals + 1 == cursor.text.length()) {
            return false;
        }
        char next = cursor.text.charAt(equals + 1);
        String key = cursor.text.substring(cursor.at, equals);
        boolean shortKey = key.length() == 1 && !key.equals(key.toUpperCase(Locale.ROOT));
        if (shortKey || field == Field.TEXT && key.equals("T") && next != '"') {
            return false;
        }
        cursor.copy(equals + 1);
        switch (next) {
            case '<' -> enclosed.bracket(field);
            case '"', '\'' -> enclosed.quoted(field);
            case Cursor.DONE -> cursor.copyDone();
            default -> bare(field);
        }
        return true;
    }

    private void bare(Field field) {
        int end = field == Field.TEXT ? endBeforeNextKey() : endOfValue();
        if (cursor.addressEnd(cursor.at) == end && end > cursor.at) {
            address(end);
            return;
        }
        String value = cursor.text.substring(cursor.at, end);
        if (value.indexOf(Cursor.DONE) >= 0) {
            cursor.copy(end);
            return;
        }
        boolean host = field == Field.HOST && !value.isEmpty() && !ServerWords.knows(value) && value.indexOf('/') < 0;
        boolean number = COUNTER.matcher(value).matches();
        boolean other = field != Field.HOST && !number;
        cursor.out.append(host && !number || other ? field.pseudonym(value, pseudonyms) : value);
        cursor.at = end;
    }

    /// Free text ends where the next `, key=` or ` key=` begins, or with the line.
    private int endBeforeNextKey() {
        for (int i = cursor.at; i < cursor.text.length(); i++) {
            char c = cursor.text.charAt(i);
            if (c == ',' || c == ';' || c == ' ') {
                int from = i;
                while (from < cursor.text.length()
                        && (cursor.text.charAt(from) == ' '
                                || cursor.text.charAt(from) == ','
                                || cursor.text.charAt(from) == ';')) {
                    from++;
                }
                int to = from;
                while (to < cursor.text.length()
                        && (Character.isLetter(cursor.text.charAt(to)) || "_-".indexOf(cursor.text.charAt(to)) >= 0)) {
                    to++;
                }
                if (to > from && to < cursor.text.length() && cursor.text.charAt(to) == '=') {
                    return i;
                }
                i = from - 1;
            }
        }
        return cursor.text.length();
    }

    private int endOfValue() {
        int end = cursor.text.startsWith("(", cursor.at)
                ? Math.max(cursor.at, cursor.text.indexOf(')', cursor.at) + 1)
                : cursor.at;
        while (end < cursor.text.length() && " ,;)[]".indexOf(cursor.text.charAt(end)) < 0) {
            end++;
        }
        while (end > cursor.at && cursor.text.charAt(end - 1) == ':') {
            end--;
        }
        return end;
    }

    void address(int end) {
        String found = cursor.text.substring(cursor.at, end);
        boolean mapped = found.toLowerCase(Locale.ROOT).startsWith("::ffff:") && found.indexOf('.') > 0;
        cursor.out.append(mapped ? found.substring(0, 7) : "").append(pseudonyms.address(Address.of(found)));
        cursor.at = end;
    }
}
