package io.postern.collector.enforcing.programs;

import java.io.IOException;
import java.nio.file.Path;

/// A program said that it did not do what was asked. The message has the first line of its complaint.
public final class ProgramException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String complaint;

    ProgramException(Path file, int status, String complaint) {
        super(file + " ended with status " + status
                + complaint.lines().findFirst().map(line -> ": " + line).orElse(""));
        this.complaint = complaint;
    }

    /// All that it said about its trouble.
    public String complaint() {
        return complaint;
    }
}
