package io.postern.enricher.databases;

import java.nio.file.Path;

/// A configured file that cannot be used. The message names it.
public final class DatabaseException extends RuntimeException {

    DatabaseException(Path file, String why, Throwable cause) {
        super("database " + file + ": " + why, cause);
    }
}
