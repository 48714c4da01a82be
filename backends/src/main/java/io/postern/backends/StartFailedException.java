package io.postern.backends;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A component did not start; the message is for the person at the terminal, with the end of the component's log.
public final class StartFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int LAST_LINES = 15;

    public StartFailedException(String message) {
        super(message);
    }

    public StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    static StartFailedException withLog(String message, Path log) {
        return new StartFailedException(message + "; its log is " + log + " and ends with:\n" + lastLines(log));
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return "  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
