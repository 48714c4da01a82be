package io.postern.collector.enforcing;

/// The host did not do what was asked. The message says what was tried and what the host answered, in one line.
public final class EnforcementException extends Exception {

    private static final long serialVersionUID = 1L;

    public EnforcementException(String message) {
        super(message);
    }

    public EnforcementException(String message, Throwable cause) {
        super(message, cause);
    }
}
