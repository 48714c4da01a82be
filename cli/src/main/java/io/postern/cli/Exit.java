package io.postern.cli;

/// What the exit code says. The same for every command.
final class Exit {

    static final int DONE = 0;

    /// A negative answer: degraded, not found, not as expected.
    static final int NEGATIVE = 1;

    /// The command line is wrong, or a file it names cannot be read.
    static final int USAGE = 2;

    /// Postern could not be reached in time.
    static final int UNREACHABLE = 3;

    /// Something of it could not be done; what, is said.
    static final int PARTLY = 5;

    private Exit() {}
}
