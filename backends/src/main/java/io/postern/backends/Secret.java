package io.postern.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/// Files only their owner may read.
public final class Secret {
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {}

    /// The password kept in `file`, made up at the first call.
    static String keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            RANDOM.nextBytes(bytes);
            write(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    /// Created with its permissions, not given them afterwards: nobody gets a moment to read it.
    public static void write(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        var options = Set.copyOf(EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(file, options, onlyOwner);
                var out = java.nio.channels.Channels.newWriter(channel, java.nio.charset.StandardCharsets.UTF_8)) {
            out.write(content);
        }
    }
}
