package io.postern.reporter.projections;

/// Another replica has projected these records meanwhile: this one no longer owns the partition, or not yet knows it.
final class OvertakenException extends RuntimeException {

    OvertakenException(int expected, int moved) {
        super("only " + moved + " of " + expected + " positions are where this replica left them");
    }
}
