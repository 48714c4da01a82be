package io.postern.reporter.database;

import java.time.Instant;
import java.util.List;

/// One row of an answer, by the names of its columns. What may be null is null.
public interface Row {

    String text(String column);

    Instant time(String column);

    /// A `bigint`, or whatever fits into one.
    Long number(String column);

    List<String> texts(String column);
}
