package io.postern.reporter.projections;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Values as PostgreSQL can hold them.
final class Stored {

    /// An index entry holds some 2,700 bytes; a character has up to four.
    private static final int LONGEST_KEY = 400;

    private Stored() {}

    /// PostgreSQL refuses a NUL in text.
    static String text(String text) {
        return text == null ? null : text.replace('\0', '?');
    }

    static String[] texts(Iterable<String> texts) {
        List<String> stored = new ArrayList<>();
        texts.forEach(text -> stored.add(text(text)));
        return stored.toArray(String[]::new);
    }

    /// A text that can be a key: one too long for an index is told apart by its digest.
    static String key(String text) {
        String clean = text(text);
        return clean.length() <= LONGEST_KEY ? clean : clean.substring(0, LONGEST_KEY - 65) + "~" + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
