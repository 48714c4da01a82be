package io.postern.collector.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// A journal of real files, written by `systemd-journal-remote` from the export format.
public final class Journal {

    private static final Path WRITER = Path.of("/usr/lib/systemd/systemd-journal-remote");
    private static final Path READER = Path.of("/usr/bin/journalctl");

    private final Path directory;
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private int number;

    public Journal(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /// Both programs are there (Debian: systemd and systemd-journal-remote).
    public static boolean isPossible() {
        return Files.isExecutable(WRITER) && Files.isExecutable(READER);
    }

    public Path directory() {
        return directory;
    }

    /// Of Dovecot's unit, a second after the one before.
    public Journal add(String message) {
        return add("dovecot.service", message.getBytes(StandardCharsets.UTF_8));
    }

    public Journal add(String unit, byte[] message) {
        number++;
        long micros = Instant.parse("2026-11-20T10:34:32.797361Z").toEpochMilli() * 1000 + number * 1_000_000L;
        entries.writeBytes(("__REALTIME_TIMESTAMP=%d\n__MONOTONIC_TIMESTAMP=%d\n_BOOT_ID=%032x\n"
                        + "_HOSTNAME=mx1\n_SYSTEMD_UNIT=%s\n_PID=812\nSYSLOG_IDENTIFIER=dovecot\nSYSLOG_FACILITY=2\n"
                        + "PRIORITY=6\nMESSAGE\n")
                .formatted(micros, number, 7, unit)
                .getBytes(StandardCharsets.UTF_8));
        entries.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(message.length)
                .array());
        entries.writeBytes(message);
        entries.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// What was added since the last time is in the journal when this returns.
    public void write() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        WRITER.toString(), "--output=" + directory.resolve("remote.journal"), "--split-mode=none", "-")
                .redirectErrorStream(true)
                .start();
        try (var input = writer.getOutputStream()) {
            entries.writeTo(input);
        }
        String said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (writer.waitFor() != 0) {
            throw new IOException(said);
        }
        entries.reset();
    }
}
