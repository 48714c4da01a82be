package io.postern.backends;

import java.io.Serial;
import java.nio.file.Path;

/// A component did not start, or ended although nobody asked it to; the message is for the person at the terminal, with
/// the end of the component's log.
public final class ComponentFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public ComponentFailedException(String message) {
        super(message);
    }

    public ComponentFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    static ComponentFailedException withLog(String message, Path log) {
        return new ComponentFailedException(
                message + "; its log is " + log + " and ends with:\n" + new LogFile(log).lastLines());
    }
}
