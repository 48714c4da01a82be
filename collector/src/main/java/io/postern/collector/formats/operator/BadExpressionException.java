package io.postern.collector.formats.operator;

/// What is wrong with a regular expression, and at which of its characters, from 0.
final class BadExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;

    BadExpressionException(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }
}
