package io.postern.collector.parsing;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a format remembers of earlier lines, within a bound: what was not asked for the longest time goes first.
public final class Recent<K, V> {

    private final Map<K, V> values;

    public Recent(int most) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /// @return what was remembered before, or null
    public V put(K key, V value) {
        return values.put(key, value);
    }

    public V get(K key) {
        return values.get(key);
    }

    public V remove(K key) {
        return values.remove(key);
    }
}
