package io.postern.collector.following;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// What a file begins with: its first line, or the first kilobyte of a longer one. Log lines begin with the time, so
/// two files of one host with the same first line are copies.
///
/// @param length bytes that were looked at
public record Fingerprint(int length, String hash) {

    static final int MOST = 1024;

    /// Empty as long as the first line is not complete.
    static Optional<Fingerprint> of(FileChannel file) throws IOException {
        return of(start(file, MOST));
    }

    /// @param start as many bytes of the beginning as there are, [#MOST] at most
    static Optional<Fingerprint> of(byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (start[i] == '\n') {
                return Optional.of(of(start, i + 1));
            }
        }
        return start.length == MOST ? Optional.of(of(start, MOST)) : Optional.empty();
    }

    boolean fits(FileChannel file) throws IOException {
        return fits(start(file, length));
    }

    /// @param start as many bytes of the beginning as there are, [#MOST] at most
    boolean fits(byte[] start) {
        return start.length >= length && of(start, length).equals(this);
    }

    private static byte[] start(FileChannel file, int length) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(length);
        while (start.hasRemaining() && file.read(start, start.position()) > 0) {}
        return Arrays.copyOf(start.array(), start.position());
    }

    private static Fingerprint of(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            byte[] hash = Arrays.copyOf(digest.digest(), 12);
            return new Fingerprint(
                    length, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
