package io.postern.standalone;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What runs as a JVM of its own. The port is the one taken when it is free and nobody asks for another.
public enum Service {
    /// All the others in one JVM, which is what a small site has memory for.
    ALL_IN_ONE(7480, 256),
    COLLECTOR(7481, 96),
    ENRICHER(7482, 96),
    POLICY_ENGINE(7483, 128),
    AUTH_API(7484, 96),
    REPORTER(7485, 128);

    private static final List<Service> APART =
            Arrays.stream(values()).filter(service -> service != ALL_IN_ONE).toList();

    private final int defaultPort;
    private final int heapMegabytes;

    Service(int defaultPort, int heapMegabytes) {
        this.defaultPort = defaultPort;
        this.heapMegabytes = heapMegabytes;
    }

    /// The JVMs of a stack.
    static List<Service> of(boolean apart) {
        return apart ? APART : List.of(ALL_IN_ONE);
    }

    /// The services inside this JVM.
    List<Service> parts() {
        return this == ALL_IN_ONE ? APART : List.of(this);
    }

    public int defaultPort() {
        return defaultPort;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /// The name of its module, its folder and its log.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
