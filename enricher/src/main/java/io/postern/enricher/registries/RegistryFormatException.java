package io.postern.enricher.registries;

/// A registry's answer that cannot be read. Its message names the field and never repeats the answer.
final class RegistryFormatException extends Exception {

    private static final long serialVersionUID = 1;

    RegistryFormatException(String what) {
        super(what);
    }

    RegistryFormatException(String what, Throwable cause) {
        super(what, cause);
    }
}
