package io.postern.backends;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/// What a child printed. The one before is kept beside it with the ending `.1`, so two times the limit is the most it
/// takes.
record LogFile(Path path) {
    private static final long LIMIT = 16L << 20;
    private static final int END = 64 << 10;
    private static final int LAST_LINES = 15;
    private static final Pattern STACK_FRAME = Pattern.compile("^\\s+(at |\\.\\.\\. \\d+ more)");

    /// Sets what an earlier child printed aside.
    void begin() throws IOException {
        if (Files.exists(path)) {
            Files.move(path, before(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// The child goes on writing to the same open file, so it is copied and cut rather than moved.
    void keepSmall() throws IOException {
        if (Files.size(path) > LIMIT) {
            Files.copy(path, before(), StandardCopyOption.REPLACE_EXISTING);
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(0);
            }
        }
    }

    /// For a person who was just told that the child failed: causes without their frames, which are in the file.
    String lastLines() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(END, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !STACK_FRAME.matcher(line).find())
                    .toList();
            return "  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "  (it cannot be read: " + e + ")"; // no reason to hide what failed before
        }
    }

    private Path before() {
        return path.resolveSibling(path.getFileName() + ".1");
    }
}
