package io.postern.backends;

import java.time.Duration;

/// Told once per back end, from the thread that started it, so calls may overlap.
@FunctionalInterface
public interface ReadyListener {
    ReadyListener NONE = (address, took) -> {};

    void ready(Address address, Duration took);
}
