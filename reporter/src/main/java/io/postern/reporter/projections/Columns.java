package io.postern.reporter.projections;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Rows turned into one array per column, for `insert … select … from unnest(…)`: one statement, whatever their number.
final class Columns<R> {

    private final List<R> rows;
    private final List<Object> arrays = new ArrayList<>();

    Columns(List<R> rows) {
        this.rows = rows;
    }

    <T> Columns<R> with(IntFunction<T[]> array, Function<R, T> value) {
        arrays.add(rows.stream().map(value).toArray(array));
        return this;
    }

    Object[] arrays() {
        return arrays.toArray();
    }
}
