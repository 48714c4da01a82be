package io.postern.policy.counting;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.postern.events.Source;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// Tries of one client that belong together, and how many of them each source has told. The sources tell of the same
/// tries, so the one that told most is right and the others add nothing.
///
/// @param at event time of the first to tell, in milliseconds
/// @param account null when no source named it
record Login(long at, String account, Map<Source, Integer> told) {

    Login {
        Map<Source, Integer> inOrder = new EnumMap<>(Source.class);
        inOrder.putAll(told);
        told = Collections.unmodifiableMap(inOrder);
    }

    static Login first(long at, String account, Source source, int attempts) {
        return new Login(at, account, Map.of(source, attempts));
    }

    Login telling(Source source, int attempts) {
        Map<Source, Integer> more = new HashMap<>(told);
        more.merge(source, attempts, (some, others) -> Math.clamp((long) some + others, 0, Integer.MAX_VALUE));
        return new Login(at, account, more);
    }

    /// The tries there were.
    @JsonIgnore
    int attempts() {
        return told.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /// How many of the tries this source has not told yet.
    int untoldBy(Source source) {
        return attempts() - told.getOrDefault(source, 0);
    }
}
