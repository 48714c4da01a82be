package io.postern.collector.parsing;

import io.postern.events.Address;
import java.util.Set;

/// What a server appends behind a password and nobody would choose as the end of one: addresses, ports, Dovecot's
/// session and its remark on the next database.
final class ServerTail {

    private static final String[] REMARKS = {" - trying the next passdb", " - trying the next userdb"};
    private static final Set<String> ADDRESSES = Set.of("ip", "rip", "lip", "client", "client_ip", "remote", "host");
    private static final Set<String> NUMBERS = Set.of("port", "rport", "lport", "mpid", "attempts", "pid", "uid");
    private static final Set<String> FLAGS = Set.of("TLS", "SSL", "secured");
    private static final int LONGEST_ELEMENT = 80;

    private ServerTail() {}

    /// Where it begins; the text's length when there is none.
    static int find(String text, int secret) {
        int end = text.length();
        for (String remark : REMARKS) {
            if (text.endsWith(remark) && end - remark.length() > secret) {
                end -= remark.length();
            }
        }
        if (end > secret && text.charAt(end - 1) == ')') {
            return end - 1;
        }
        int client = eximsClient(text, secret);
        if (client >= 0) {
            return client;
        }
        int at = end;
        for (int element = elementBefore(text, secret, at); element >= 0; ) {
            at = element;
            element = elementBefore(text, secret, at);
        }
        return at;
    }

    /// Exim quotes a command with its argument, and then names the client: `"AUTH PLAIN secret" H=(helo) [address] …`.
    /// The last that looks like it, for the argument may, too. -1 when there is none.
    private static int eximsClient(String text, int secret) {
        int quote = text.lastIndexOf("\" H=");
        int from = quote < secret ? -1 : text.indexOf('[', quote);
        int to = from < 0 ? -1 : text.indexOf(']', from);
        return to >= 0 && Address.orNull(text.substring(from + 1, to)) != null ? quote : -1;
    }

    /// Where `, name=value` begins that ends at `to`, separators included; -1 when it is none of the known.
    private static int elementBefore(String text, int secret, int to) {
        int from = to;
        while (from > secret && to - from <= LONGEST_ELEMENT && !isSeparator(text.charAt(from - 1))) {
            from--;
        }
        int separator = from;
        while (separator > secret && isSeparator(text.charAt(separator - 1))) {
            separator--;
        }
        return separator < from && isKnown(text.substring(from, to)) ? separator : -1;
    }

    private static boolean isKnown(String element) {
        int equals = element.indexOf('=');
        if (equals < 0) {
            return FLAGS.contains(element);
        }
        String name = element.substring(0, equals);
        String value = element.substring(equals + 1);
        if (NUMBERS.contains(name)) {
            return isNumber(value);
        }
        if (ADDRESSES.contains(name)) {
            return Address.orNull(value.replace("[", "").replace("]", "")) != null;
        }
        return name.equals("session") && value.startsWith("<") && value.endsWith(">");
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9' || c == '[' || c == ']');
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == ',' || c == '\t';
    }
}
