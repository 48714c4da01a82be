package io.postern.reporter.projections;

/// So many records in a row are unreadable that the fault is not theirs: a wrong topic, a newer format, a broken
/// writer.
final class UnreadableException extends RuntimeException {

    UnreadableException(int inARow) {
        super(inARow + " unreadable records in a row");
    }
}
