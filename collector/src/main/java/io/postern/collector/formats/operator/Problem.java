package io.postern.collector.formats.operator;

/// One thing wrong in a file, and where: `kerio.formats:7:12: no such group: 'ip'`.
///
/// @param line from 1; 0 when the file as a whole is meant
/// @param column from 1
public record Problem(String file, int line, int column, String message) {

    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line + ":" + column) + ": " + message;
    }
}
