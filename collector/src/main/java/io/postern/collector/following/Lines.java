package io.postern.collector.following;

/// What a [LogFile] hands its lines to.
@FunctionalInterface
public interface Lines {

    /// @param whole whether the line feed was there
    /// @return null when no line can be taken at present
    Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean whole);
}
