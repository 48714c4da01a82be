package io.postern.enricher.registries;

import io.postern.events.ClientProfile.Registration.Status;
import java.time.Duration;

/// Why a registry gave no answer that can be used. Its message never repeats what the registry said.
final class RegistryException extends Exception {

    private static final long serialVersionUID = 1;

    private final Status status;
    private final transient Duration retryAfter;

    RegistryException(Status status, String what) {
        this(status, what, null);
    }

    /// @param retryAfter what the server asked us to wait; null when it did not ask
    RegistryException(Status status, String what, Duration retryAfter) {
        super(what);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    Status status() {
        return status;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
