package io.postern.policy.rules;

/// One thing wrong in a file, and where: `rules.yaml:7:12: limit: at least 1, was 0`.
///
/// @param line from 1; 0 when the file as a whole is meant
/// @param column from 1
/// @param key the key it stands under; null when it is not about a key
public record Problem(String file, int line, int column, String key, String message) {

    public static Problem of(String file, String message) {
        return new Problem(file, 0, 0, null, message);
    }

    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line + ":" + column) + ": " + (key == null ? "" : key + ": ") + message;
    }
}
