package io.postern.cli.doctor;

/// The worst counts; its place is the exit code.
public enum Verdict {
    OK,
    WARNING,
    FAILED
}
