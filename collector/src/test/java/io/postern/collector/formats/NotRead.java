package io.postern.collector.formats;

import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Why a row of the collection is left unread, and what is read instead.
enum NotRead {
    /// With a HELO that may be anything, the same line could be of an attacker at the other address.
    WOULD_LET_FRAME(reading -> reading instanceof Reading.Ambiguous),

    /// pam_unix for sshd, proftpd, vsftpd and an unnamed daemon.
    NO_MAIL_SERVICE(reading -> reading instanceof Reading.Ignored),

    /// nginx says `logged in` of each connection that it passes on, and here names no login.
    NO_LOGIN(reading -> reading instanceof Reading.NoAttempt),

    /// `Aborted login: XYZ rip=…` and `…, lip=1.2.3.5 Authentication Failure:` were made up for another reader's
    /// tests; no Dovecot wrote that.
    NOT_DOVECOTS_WORDS(reading -> !(reading instanceof Reading.Attempt)),

    /// `Authenticate … failed` is said again when the connection ends, and reported then.
    SAID_AGAIN(reading -> reading instanceof Reading.Ignored),

    /// `disconnect from … auth=0/1` without a line before: real Postfix logs so when a client, good ones too, is over
    /// its rate limit, or asks where AUTH is not offered. It is an attempt, and no failure.
    PASSWORD_NOT_LOOKED_AT(
            reading -> reading instanceof Reading.Attempt refused && refused.outcome() == Outcome.REFUSED_BY_POLICY);

    private static final Map<NotRead, Map<String, List<Integer>>> LINES = Map.of(
            WOULD_LET_FRAME, Map.of("injection.jsonl", List.of(41)),
            NO_MAIL_SERVICE, Map.of("pam.jsonl", List.of(1, 2, 3, 5, 6, 7)),
            NO_LOGIN, Map.of("nginx-mail.jsonl", List.of(11)),
            NOT_DOVECOTS_WORDS, Map.of("dovecot.jsonl", List.of(63, 67)),
            SAID_AGAIN, Map.of("dovecot_varieties.jsonl", List.of(22)),
            PASSWORD_NOT_LOOKED_AT, Map.of("postfix.jsonl", List.of(29, 30, 33)));

    static final Map<String, NotRead> ROWS = rows();

    private final Predicate<Reading> instead;

    NotRead(Predicate<Reading> instead) {
        this.instead = instead;
    }

    boolean isTrueOf(List<Reading> readings) {
        return readings.stream().allMatch(instead);
    }

    private static Map<String, NotRead> rows() {
        Map<String, NotRead> rows = new HashMap<>();
        LINES.forEach((why, files) ->
                files.forEach((file, numbers) -> numbers.forEach(number -> rows.put(file + ":" + number, why))));
        return rows;
    }
}
