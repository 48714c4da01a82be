package io.postern.cli.anonymize;

/// Paths of files: the usual folders stay.
final class Paths {

    private static final String HOME = "/home/";

    private final Cursor cursor;
    private final Pseudonyms pseudonyms;

    Paths(Cursor cursor, Pseudonyms pseudonyms) {
        this.cursor = cursor;
        this.pseudonyms = pseudonyms;
    }

    /// `/var/vmail/example.org/ada/Maildir`: the usual folders stay.
    void path() {
        boolean opens = cursor.at == 0 || " =\"'(<:,".indexOf(cursor.text.charAt(cursor.at - 1)) >= 0 || isBehindPort();
        cursor.copy(cursor.at + 1);
        while (opens) {
            int end = cursor.at;
            while (end < cursor.text.length()
                    && (Cursor.isWord(cursor.text.charAt(end)) || "@%~".indexOf(cursor.text.charAt(end)) >= 0)) {
                end++;
            }
            String segment = cursor.text.substring(cursor.at, end);
            boolean kept = segment.isEmpty() || ServerWords.isFolder(segment);
            boolean home = cursor.text.startsWith(HOME, cursor.at - HOME.length());
            cursor.out.append(kept ? segment : home ? pseudonyms.mail(segment) : pseudonyms.chosen(segment));
            cursor.at = end;
            opens = cursor.at < cursor.text.length() && cursor.text.charAt(cursor.at) == '/';
            if (opens) {
                cursor.copy(cursor.at + 1);
            }
        }
    }

    /// `192.0.2.10:143/ada`: Dovecot's proxy and whom it logs in as.
    private boolean isBehindPort() {
        int digits = cursor.at;
        while (digits > 0 && cursor.text.charAt(digits - 1) >= '0' && cursor.text.charAt(digits - 1) <= '9') {
            digits--;
        }
        return digits < cursor.at
                && digits > 0
                && cursor.text.charAt(digits - 1) == ':'
                && cursor.at + 1 < cursor.text.length()
                && Character.isLetter(cursor.text.charAt(cursor.at + 1));
    }
}
