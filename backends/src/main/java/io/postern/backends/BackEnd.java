package io.postern.backends;

import java.util.Locale;

/// What a Postern cluster stands on. The port is the one taken when it is free and nobody asks for another.
public enum BackEnd {
    KAFKA(7492),
    POSTGRES(7432),
    REDIS(7479);

    private final int defaultPort;

    BackEnd(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /// The name of its folder, its log and its part of messages.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
