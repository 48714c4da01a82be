package io.postern.cli.setup;

/// An answer that is none. The message names its place.
public final class BadAnswersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadAnswersException(String message) {
        super(message);
    }
}
