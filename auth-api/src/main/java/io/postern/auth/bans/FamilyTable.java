package io.postern.auth.bans;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// The bans of one address family: a hash for each prefix length, most of them empty.
///
/// A look-up takes one hash access per length in use, however many bans there are. One thread writes; readers never
/// wait and see each change whole.
final class FamilyTable {

    private final Map<Bits, HeldBan>[] byLength;

    /// The lengths that hold anything, longest first.
    private volatile int[] lengths = {};

    @SuppressWarnings({"unchecked", "rawtypes"})
    FamilyTable(int longest) {
        byLength = new Map[longest + 1];
        for (int i = 0; i <= longest; i++) {
            byLength[i] = new ConcurrentHashMap<>(0);
        }
    }

    /// The ban in force with the longest prefix, or null. A longer one whose time is over hides no shorter one.
    HeldBan covering(Bits address, Instant at) {
        for (int length : lengths) {
            HeldBan held = byLength[length].get(address.keep(length));
            if (held != null && held.isInForceAt(at)) {
                return held;
            }
        }
        return null;
    }

    void put(Bits base, int length, HeldBan ban) {
        byLength[length].put(base, ban);
        if (byLength[length].size() == 1) {
            findLengths();
        }
    }

    void remove(Bits base, int length) {
        byLength[length].remove(base);
        if (byLength[length].isEmpty()) {
            findLengths();
        }
    }

    int size() {
        int size = 0;
        for (int length : lengths) {
            size += byLength[length].size();
        }
        return size;
    }

    private void findLengths() {
        int longest = byLength.length - 1;
        lengths = IntStream.rangeClosed(0, longest)
                .map(i -> longest - i)
                .filter(length -> !byLength[length].isEmpty())
                .toArray();
    }
}
