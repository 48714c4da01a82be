package io.postern.collector.following;

/// Says when a line is safe: nothing of it has to be read again.
@FunctionalInterface
public interface Receipt {

    /// For lines of which nothing is kept.
    Receipt SAFE = () -> true;

    boolean isSafe();

    static Pending pending() {
        return new Pending();
    }

    static Deferred deferred() {
        return new Deferred();
    }

    /// Safe when both are.
    static Receipt both(Receipt first, Receipt second) {
        return () -> first.isSafe() && second.isSafe();
    }

    /// Safe once somebody, on any thread, has confirmed it.
    final class Pending implements Receipt {

        private volatile boolean safe;

        private Pending() {}

        public void confirm() {
            safe = true;
        }

        @Override
        public boolean isSafe() {
            return safe;
        }
    }

    /// Safe when another is that is not there yet: that of the line in which this one ends. For one thread.
    final class Deferred implements Receipt {

        private Receipt settled;

        private Deferred() {}

        public void settle(Receipt with) {
            settled = with;
        }

        @Override
        public boolean isSafe() {
            return settled != null && settled.isSafe();
        }
    }
}
