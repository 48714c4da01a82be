package io.postern.collector.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A running `journalctl`, which prints one entry a line. Read without waiting; what is not read stays in the pipe,
/// and the journal keeps the rest.
final class Journalctl implements Closeable {

    /// @param command the program
    /// @param directory where the journal's files are; null for the machine's own
    /// @param matches as journalctl takes them, `_SYSTEMD_UNIT=dovecot.service`
    /// @param longest bytes of a printed entry; a longer one is left out
    record Settings(String command, Path directory, List<String> matches, int longest) {}

    /// Takes an entry, valid during the call.
    @FunctionalInterface
    interface Entries {
        /// @param length of the entry in `json`; -1 for one that was left out because it was too long
        void take(byte[] json, int length);
    }

    private final Process process;
    private final int longest;
    private final byte[] chunk = new byte[16_384];
    private byte[] kept = new byte[4096];
    private int length;
    private boolean tooLong;
    private int at;
    private int read;

    private Journalctl(Process process, int longest) {
        this.process = process;
        this.longest = longest;
    }

    /// @param from the options that say where to begin
    static Journalctl start(Settings settings, List<String> from) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                settings.command(), "--output=json", "--output-fields=" + JournalEntry.FIELDS, "--all", "--follow"));
        command.addAll(from);
        if (settings.directory() != null) {
            command.add("--directory=" + settings.directory());
        }
        command.addAll(settings.matches());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        return new Journalctl(builder.start(), settings.longest());
    }

    /// The next entry that is there.
    ///
    /// @return false when there is none at present
    boolean next(Entries entries) throws IOException {
        InputStream out = process.getInputStream();
        while (true) {
            int end = at;
            while (end < read && chunk[end] != '\n') {
                end++;
            }
            keep(end);
            if (end < read) {
                at = end + 1;
                int whole = tooLong ? -1 : length;
                length = 0;
                tooLong = false;
                entries.take(kept, whole);
                return true;
            }
            at = 0;
            read = Math.max(0, out.read(chunk, 0, Math.min(chunk.length, out.available())));
            if (read == 0) {
                return false;
            }
        }
    }

    private void keep(int end) {
        int more = end - at;
        if (tooLong || length + more > longest) {
            tooLong = true;
            return;
        }
        if (length + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(longest, Math.max(2 * kept.length, length + more)));
        }
        System.arraycopy(chunk, at, kept, length, more);
        length += more;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int status() {
        return process.exitValue();
    }

    /// The first line of what it said about its trouble; null when it said nothing since the last time.
    String complaint() throws IOException {
        InputStream errors = process.getErrorStream();
        byte[] said = errors.readNBytes(Math.min(errors.available(), chunk.length));
        return new String(said, StandardCharsets.UTF_8)
                .strip()
                .lines()
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
