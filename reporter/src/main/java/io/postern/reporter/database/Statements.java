package io.postern.reporter.database;

import java.util.List;
import java.util.function.Function;

/// SQL statements with `$1`, `$2`… for parameters, each answered before the next is sent.
///
/// Parameters are strings, boxed numbers, `Instant`s, arrays of these, and null. Each call throws
/// [DatabaseAwayException] or [DataRefusedException].
public interface Statements {

    <T> List<T> list(Function<Row, T> as, String sql, Object... parameters);

    /// The number of rows inserted, updated or deleted.
    int update(String sql, Object... parameters);

    /// For statements that always yield one row, as aggregates do.
    default <T> T one(Function<Row, T> as, String sql, Object... parameters) {
        return list(as, sql, parameters).getFirst();
    }
}
