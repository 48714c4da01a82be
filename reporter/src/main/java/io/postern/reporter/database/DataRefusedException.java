package io.postern.reporter.database;

/// The database is there and will never take these values. Trying again is of no use.
public final class DataRefusedException extends RuntimeException {

    DataRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
