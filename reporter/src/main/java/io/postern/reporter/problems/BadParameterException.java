package io.postern.reporter.problems;

/// The request cannot be understood; the message says how it should be.
public final class BadParameterException extends RuntimeException {

    private final String parameter;

    public BadParameterException(String parameter, String expected) {
        super(parameter + ": " + expected);
        this.parameter = parameter;
    }

    /// The query parameter's name.
    public String parameter() {
        return parameter;
    }
}
