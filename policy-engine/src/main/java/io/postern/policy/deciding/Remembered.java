package io.postern.policy.deciding;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// Values in memory that are forgotten when nobody will ask for them any more.
final class Remembered<V> {

    private record Due(long time, String key) {}

    private final ToLongFunction<V> keepUntil;
    private final Map<String, V> values = new HashMap<>();
    private final PriorityQueue<Due> agenda = new PriorityQueue<>(Comparator.comparingLong(Due::time));

    /// @param keepUntil of a value, in milliseconds; may grow while the value is kept
    Remembered(ToLongFunction<V> keepUntil) {
        this.keepUntil = keepUntil;
    }

    V get(String key) {
        return values.get(key);
    }

    void put(String key, V value) {
        if (values.put(key, value) == null) {
            agenda.add(new Due(keepUntil.applyAsLong(value), key));
        }
    }

    /// Takes the value away if it is such a one.
    void remove(String key, Predicate<V> such) {
        V value = values.get(key);
        if (value != null && such.test(value)) {
            values.remove(key);
        }
    }

    int size() {
        return values.size();
    }

    void forget(long now) {
        while (!agenda.isEmpty() && agenda.peek().time() <= now) {
            String key = agenda.poll().key();
            V value = values.get(key);
            long until = value == null ? now : keepUntil.applyAsLong(value);
            if (until > now) {
                agenda.add(new Due(until, key));
            } else {
                values.remove(key);
            }
        }
    }
}
