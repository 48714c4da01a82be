package io.postern.collector.formats.operator;

import com.google.re2j.Matcher;
import io.postern.collector.parsing.Bytes;
import io.postern.events.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// One kind of line of a defined format.
///
/// @param service unless the expression has a group of that name
/// @param time of the group `at`; null when the expression has none
record LinePattern(Verdict verdict, Expression expression, byte[] fixed, Service service, TimeForm time) {

    LinePattern(Verdict verdict, Expression expression, Service service, TimeForm time) {
        this(verdict, expression, expression.fixed().getBytes(StandardCharsets.UTF_8), service, time);
    }

    /// What a message said.
    ///
    /// @param clients the words that may be the client; none, one, or two when it cannot be told
    record Match(LinePattern pattern, Matcher groups, List<String> clients) {

        /// Null when the expression has no such group, or it is empty here.
        String group(String name) {
            String value = pattern.expression.has(name) ? groups.group(name) : null;
            return value == null || value.isEmpty() ? null : value;
        }

        /// What an operator calls attempts is believed up to a thousand.
        int attempts() {
            String number = group("attempts");
            int attempts = number != null && number.matches("\\d{1,4}") ? Integer.parseInt(number) : 1;
            return Math.clamp(attempts, 1, 1000);
        }

        Service service() {
            String name = group("service");
            return name == null ? pattern.service : serviceOf(name.toLowerCase(Locale.ROOT));
        }
    }

    boolean mayMatch(byte[] line, int from, int to) {
        return Bytes.indexOf(line, fixed, from, to) >= 0;
    }

    /// Null when the message is another.
    Match match(String message) {
        Matcher groups = expression.pattern().matcher(message);
        if (!groups.matches()) {
            return null;
        }
        return new Match(
                this,
                groups,
                expression.client() == null ? List.of() : expression.client().words(message));
    }

    /// `IMAPS`, `pop3s`, `smtps`: a door has one name, encrypted or not.
    private static Service serviceOf(String name) {
        String plain = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
        return switch (plain) {
            case "pop" -> Service.POP3;
            case "esmtp", "smtp" -> plain.equals(name) ? Service.SMTP : Service.SUBMISSION;
            case "webmail", "http", "web" -> Service.WEB;
            default -> Service.ofDovecot(plain);
        };
    }
}
