package io.postern.cli.anonymize;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What makes pseudonyms: the same key gives the same ones, and without it nobody can try out which name became which.
/// For one thread.
public final class PseudonymKey {

    /// Fewer bytes could be tried out.
    public static final int LEAST_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /// @throws IllegalArgumentException when the key is too short
    public PseudonymKey(byte[] key) {
        if (key.length < LEAST_BYTES) {
            throw new IllegalArgumentException("a key has at least " + LEAST_BYTES + " bytes, this has " + key.length);
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /// 32 bytes; another kind gives others for the same text.
    byte[] digest(String kind, byte[] what) {
        mac.update((kind + '\0').getBytes(StandardCharsets.US_ASCII));
        return mac.doFinal(what);
    }

    byte[] digest(String kind, String text) {
        return digest(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    /// As many bytes as asked for.
    byte[] stream(String kind, String text, int length) {
        byte[] all = new byte[length];
        for (int at = 0; at < length; at += 32) {
            byte[] block = digest(kind + at, text);
            System.arraycopy(block, 0, all, at, Math.min(32, length - at));
        }
        return all;
    }

    /// So many leading bits of the digest, at most 31, as a number.
    static int bits(byte[] digest, int bits) {
        int value = 0;
        for (byte b : Arrays.copyOf(digest, 4)) {
            value = value << 8 | b & 0xff;
        }
        return value >>> 32 - bits;
    }
}
