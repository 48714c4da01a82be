package io.postern.backends;

import java.util.Locale;
import java.util.Optional;

/// A choice made outside: the system property `postern.backends`, or the environment variable `POSTERN_BACKENDS`.
final class Switch {
    private Switch() {}

    static Optional<String> of(String key) {
        String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
        return Optional.ofNullable(System.getProperty(key, System.getenv(variable)));
    }
}
