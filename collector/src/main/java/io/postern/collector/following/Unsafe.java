package io.postern.collector.following;

import java.util.ArrayDeque;
import java.util.Deque;

/// The lines of one file that are not safe yet, in their order.
final class Unsafe {

    /// A line, and where it begins.
    private record Pending(long offset, Receipt receipt) {}

    private final Deque<Pending> pending = new ArrayDeque<>();

    void add(long offset, Receipt receipt) {
        if (!receipt.isSafe()) {
            pending.add(new Pending(offset, receipt));
        }
    }

    /// Where the first of them begins.
    ///
    /// @param next what to answer when there is none
    long first(long next) {
        while (!pending.isEmpty() && pending.peek().receipt().isSafe()) {
            pending.remove();
        }
        return pending.isEmpty() ? next : pending.peek().offset();
    }

    void clear() {
        pending.clear();
    }
}
