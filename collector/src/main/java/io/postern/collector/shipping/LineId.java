package io.postern.collector.shipping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// An id that the same line gets whenever and by whatever process it is read: host, file identity, offset and the line
/// itself, hashed.
final class LineId {

    /// 120 bits: no two of a billion attempts share one by chance.
    private static final int BYTES = 15;

    private LineId() {}

    static String of(String host, String file, long offset, byte[] bytes, int from, int to) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((host + '\0' + file + '\0').getBytes(StandardCharsets.UTF_8));
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
            digest.update(bytes, from, to - from);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
