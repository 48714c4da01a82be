package io.postern.cli;

/// Postern did not answer; the message says where it was looked for and what to do.
final class UnreachableException extends RuntimeException {

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
