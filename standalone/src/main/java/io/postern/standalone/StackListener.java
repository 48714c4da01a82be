package io.postern.standalone;

import java.time.Duration;

/// Told once per component as it becomes ready; back ends start at the same time, so calls may overlap.
@FunctionalInterface
public interface StackListener {
    StackListener NONE = (component, address, took) -> {};

    /// @param address where it answers, without any password
    void ready(String component, String address, Duration took);
}
