package io.postern.policy.lists;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Many patterns of which the first that matches is wanted, without trying most of them: a pattern is tried only on
/// texts
/// that hold three characters without which it cannot match.
///
/// Matching is linear in the text (RE2), so no name is a trap. Immutable once built.
final class Patterns {

    private record One(int number, Pattern pattern, String required, Entry entry) {}

    private static final int HASH_BITS = 17;
    private static final int HASHES = 1 << HASH_BITS;

    private final boolean full;
    private final Map<Long, List<One>> byTrigram = new HashMap<>();

    /// By a hash of the characters: nearly all that stand in a name are in no pattern.
    private final BitSet perhaps = new BitSet(HASHES);

    private final List<One> always = new ArrayList<>();

    /// @param full whether the whole text must match, or only its beginning
    Patterns(List<Map.Entry<Term.Regex, Entry>> patterns, boolean full) {
        this.full = full;
        Map<Long, Integer> frequency = new HashMap<>();
        for (Map.Entry<Term.Regex, Entry> each : patterns) {
            String required = each.getKey().required();
            for (int i = 0; required != null && i <= required.length() - 3; i++) {
                frequency.merge(trigram(required, i), 1, Integer::sum);
            }
        }
        for (int number = 0; number < patterns.size(); number++) {
            Term.Regex regex = patterns.get(number).getKey();
            One one = new One(
                    number,
                    regex.pattern(),
                    regex.required(),
                    patterns.get(number).getValue());
            if (regex.required() == null) {
                always.add(one);
            } else {
                long trigram = rarest(regex.required(), frequency);
                perhaps.set(hash(trigram));
                byTrigram.computeIfAbsent(trigram, of -> new ArrayList<>(1)).add(one);
            }
        }
    }

    /// Null when none matches.
    Entry first(String text) {
        TreeMap<Integer, One> candidates = new TreeMap<>();
        always.forEach(one -> candidates.put(one.number(), one));
        for (int i = 0; i <= text.length() - 3 && !byTrigram.isEmpty(); i++) {
            long trigram = trigram(text, i);
            if (perhaps.get(hash(trigram))) {
                for (One one : byTrigram.getOrDefault(trigram, List.of())) {
                    candidates.put(one.number(), one);
                }
            }
        }
        for (One one : candidates.values()) {
            if ((one.required() == null || text.contains(one.required()))
                    && matches(one.pattern().matcher(text))) {
                return one.entry();
            }
        }
        return null;
    }

    private boolean matches(Matcher matcher) {
        return full ? matcher.matches() : matcher.lookingAt();
    }

    private static long rarest(String required, Map<Long, Integer> frequency) {
        long rarest = trigram(required, 0);
        for (int i = 1; i <= required.length() - 3; i++) {
            long other = trigram(required, i);
            rarest = frequency.get(other) < frequency.get(rarest) ? other : rarest;
        }
        return rarest;
    }

    private static int hash(long trigram) {
        return (int) (trigram * 0x9E3779B97F4A7C15L >>> 64 - HASH_BITS);
    }

    private static long trigram(String text, int at) {
        return ((long) text.charAt(at) << 32) | ((long) text.charAt(at + 1) << 16) | text.charAt(at + 2);
    }
}
