package io.postern.cli;

/// Postern answered, and will not: the request is wrong, or its sender may not. The message says which.
final class RefusedException extends RuntimeException {

    RefusedException(String message) {
        super(message);
    }
}
