package io.postern.backends;

/// A back end that was started here, or is merely known.
sealed interface Running extends AutoCloseable {

    /// A child process of ours.
    record Child(Address address, GuardedProcess process) implements Running {
        @Override
        public void close() {
            process.close();
        }
    }

    record Contained(Address address, Runnable stop) implements Running {
        @Override
        public void close() {
            stop.run();
        }
    }

    record Elsewhere(Address address) implements Running {
        @Override
        public void close() {
            // not ours to stop
        }
    }

    Address address();

    @Override
    void close();
}
