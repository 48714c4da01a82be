package io.postern.cli.doctor;

/// What was found.
///
/// @param check which check, in a word
/// @param remedy what to do; null when nothing is
public record Finding(String check, Verdict verdict, String found, String remedy) {

    static Finding ok(String check, String found) {
        return new Finding(check, Verdict.OK, found, null);
    }

    static Finding warning(String check, String found, String remedy) {
        return new Finding(check, Verdict.WARNING, found, remedy);
    }

    static Finding failed(String check, String found, String remedy) {
        return new Finding(check, Verdict.FAILED, found, remedy);
    }
}
