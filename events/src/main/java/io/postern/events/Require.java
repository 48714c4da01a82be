package io.postern.events;

import java.util.List;

/// Checks that name the field they refuse, so that a dead letter says what was wrong.
final class Require {

    private Require() {}

    static <T> T present(T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": missing");
        }
        return value;
    }

    static String text(String value, String field) {
        if (present(value, field).isBlank()) {
            throw new IllegalArgumentException(field + ": empty");
        }
        return value;
    }

    static int atLeast(int least, int value, String field) {
        if (value < least) {
            throw new IllegalArgumentException(field + ": at least " + least + ", was " + value);
        }
        return value;
    }

    static long atLeast(long least, long value, String field) {
        if (value < least) {
            throw new IllegalArgumentException(field + ": at least " + least + ", was " + value);
        }
        return value;
    }

    /// A missing list is an empty one: JSON leaves empty lists out.
    static <T> List<T> list(List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }
}
