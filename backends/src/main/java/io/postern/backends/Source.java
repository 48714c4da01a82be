package io.postern.backends;

/// Where a back end comes from.
public sealed interface Source {

    /// A child process with its data in the given directory; `port` is preferred, any free one is taken instead.
    record Embedded(int port) implements Source {}

    /// A throw-away Testcontainers container of an image that is already there.
    record Container() implements Source {}

    /// Run by somebody else.
    record External(Address address) implements Source {}

    /// What the switch `POSTERN_BACKENDS` (or the system property `postern.backends`) says: `embedded`, `containers`,
    /// or
    /// `auto`: a container where an engine and the image are already there, else embedded.
    static Source bySwitch(BackEnd backEnd) {
        String choice = Switch.of("postern.backends").orElse("auto");
        return switch (choice) {
            case "embedded" -> new Embedded(0);
            case "containers" -> new Container();
            case "auto" -> Containers.present(backEnd) ? new Container() : new Embedded(0);
            default ->
                throw new IllegalArgumentException(
                        "POSTERN_BACKENDS is \"" + choice + "\"; it may be auto, embedded or containers");
        };
    }
}
