package io.postern.reporter.database;

/// The database does not answer, or its schema is not there yet. The same call may go through later.
public final class DatabaseAwayException extends RuntimeException {

    DatabaseAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
