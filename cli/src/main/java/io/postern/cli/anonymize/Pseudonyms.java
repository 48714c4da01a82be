package io.postern.cli.anonymize;

import io.postern.events.Address;
import io.postern.events.Text;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// A pseudonym for each name, the same whenever it comes. Names are texts of bytes, one character each (ISO 8859-1), as
/// the lines are.
public final class Pseudonyms {

    /// Is told of each pair, possibly more than once when there are very many.
    @FunctionalInterface
    public interface Listener {
        void given(String kind, String name, String pseudonym);
    }

    /// Remembered, so that the usual suspects cost little. What is forgotten comes out the same.
    private static final int REMEMBERED = 1 << 16;

    /// Tell nothing of anybody.
    private static final Set<String> KEPT = Set.of(
            "",
            "-",
            "unknown",
            "unavailable",
            "(unavailable)",
            "localhost",
            "localhost.localdomain",
            "localdomain",
            "default",
            "inbox",
            "?",
            "[redacted]");

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 10;

    private final PseudonymKey key;
    private final AddressPseudonyms addresses;
    private final Listener listener;
    private final Map<String, String> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Pseudonyms(PseudonymKey key, Listener listener) {
        this.key = key;
        this.addresses = new AddressPseudonyms(key);
        this.listener = listener;
    }

    Address address(Address address) {
        return Address.of(remember(
                "address", address.toString(), () -> addresses.of(address).toString()));
    }

    /// An account without domain, a mailbox, anything that somebody chose.
    String name(String raw) {
        String name = key(raw);
        return KEPT.contains(name) ? raw : remember("name", name, () -> spaced(word("u", "name", name), name));
    }

    /// A blank in a name may decide how a line is read.
    private static String spaced(String word, String name) {
        return name.indexOf(' ') < 0 ? word : word.substring(0, LENGTH / 2) + ' ' + word.substring(LENGTH / 2);
    }

    /// Local part and domain each for itself, so that one domain stays one domain.
    String mail(String raw) {
        int at = raw.lastIndexOf('@');
        return at < 0 ? name(raw) : name(raw.substring(0, at)) + "@" + host(raw.substring(at + 1));
    }

    /// What somebody chose, by what it looks like.
    String chosen(String name) {
        return ServerWords.looksLikeHost(name) || Address.orNull(name) != null ? host(name) : mail(name);
    }

    /// Label by label, each with what is behind it: what shares a domain goes on sharing it. The last becomes
    /// `example`.
    String host(String raw) {
        boolean literal = raw.startsWith("[") && raw.endsWith("]");
        String inner = literal ? raw.substring(1, raw.length() - 1) : raw;
        Address address = Address.orNull(inner);
        if (address != null) {
            return literal ? "[" + address(address) + "]" : address(address).toString();
        }
        String name = key(inner);
        return KEPT.contains(name) ? raw : remember("host", name, () -> labels(name));
    }

    private String labels(String name) {
        String rest = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        StringBuilder host = new StringBuilder();
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            host.append(word("h", "label", rest)).append('.');
            rest = rest.substring(dot + 1);
        }
        return host.isEmpty()
                ? word("h", "label", rest)
                : host.append("example").toString();
    }

    /// A session, a queue id: as long as before, digits for digits and letters for letters.
    String id(String raw) {
        return remember("id", raw, () -> sameShape(raw));
    }

    /// `LOCAL@HOST` of a Message-ID.
    String messageId(String raw) {
        int at = raw.lastIndexOf('@');
        return at < 0 ? name(raw) : name(raw.substring(0, at)) + "@" + host(raw.substring(at + 1));
    }

    private String sameShape(String raw) {
        byte[] random = key.stream("id", raw, raw.length());
        boolean hex = raw.matches("[0-9A-F]+");
        boolean lowerHex = raw.matches("[0-9a-f]+");
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            int value = random[i] & 0xff;
            char c = raw.charAt(i);
            if (hex || lowerHex) {
                id.append((hex ? "0123456789ABCDEF" : "0123456789abcdef").charAt(value % 16));
            } else if (c >= '0' && c <= '9') {
                id.append((char) ('0' + value % 10));
            } else if (c >= 'A' && c <= 'Z') {
                id.append("BCDFGHJKLMNPQRSTVWXY".charAt(value % 20));
            } else if (c >= 'a' && c < 'z') { // Postfix' long ids have a z between their parts
                id.append("bcdfghjklmnpqrstvwxy".charAt(value % 20));
            } else {
                id.append(c < 0x80 ? c : 'x');
            }
        }
        return id.toString();
    }

    private String remember(String kind, String name, Supplier<String> pseudonym) {
        String known = remembered.get(kind + ' ' + name);
        if (known == null) {
            known = pseudonym.get();
            remembered.put(kind + ' ' + name, known);
            listener.given(kind, name, known);
        }
        return known;
    }

    /// 50 bits: no two of a million names become one, but by a chance of 1 to 2000.
    private String word(String first, String kind, String name) {
        byte[] random = key.digest(kind, name);
        StringBuilder word = new StringBuilder(first);
        for (int i = 0; i < LENGTH; i++) {
            word.append(LETTERS.charAt(random[i] & 31));
        }
        return word.toString();
    }

    /// Equal for what the parser takes for equal.
    private static String key(String raw) {
        String text = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        String clean = Text.account(text);
        return clean == null ? "" : clean.toLowerCase(Locale.ROOT);
    }
}
