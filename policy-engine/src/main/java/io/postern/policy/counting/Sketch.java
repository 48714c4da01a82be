package io.postern.policy.counting;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many different values there were, when there are too many to keep: an estimate (UltraLogLog) for each eighth of
/// a rule's window. A KiB each, however many values; a standard error of 2.5 %.
///
/// The eighth that is only partly within the window is left out: the stretch is up to an eighth shorter, never longer.
///
/// @param slices by number of the eighth since 1970
record Sketch(TreeMap<Long, byte[]> slices) {

    static final Sketch EMPTY = new Sketch(new TreeMap<>());

    private static final int SLICES = 8;

    /// Two to the power of this many registers of a byte each.
    private static final int PRECISION = 10;

    boolean isEmpty() {
        return slices.isEmpty();
    }

    Sketch plus(List<Sighting> sightings, Duration within) {
        Map<Long, UltraLogLog> changed = new TreeMap<>();
        for (Sighting sighting : sightings) {
            changed.computeIfAbsent(Math.floorDiv(sighting.at(), width(within)), this::slice)
                    .add(sighting.value());
        }
        TreeMap<Long, byte[]> more = new TreeMap<>(slices);
        changed.forEach((number, slice) -> more.put(number, slice.getState()));
        return new Sketch(more);
    }

    private UltraLogLog slice(long number) {
        byte[] state = slices.get(number);
        return state == null ? UltraLogLog.create(PRECISION) : UltraLogLog.wrap(state.clone());
    }

    /// Without what ended before the time, in milliseconds.
    Sketch after(long time, Duration within) {
        return new Sketch(new TreeMap<>(slices.tailMap(Math.floorDiv(time, width(within)), true)));
    }

    /// Different values within the window that ends with the given time, in milliseconds.
    long estimate(long end, Duration within) {
        UltraLogLog all = UltraLogLog.create(PRECISION);
        long last = Math.floorDiv(end, width(within));
        slices.subMap(last - SLICES + 1, true, last, true).values().forEach(slice -> all.add(UltraLogLog.wrap(slice)));
        return Math.round(all.getDistinctCountEstimate());
    }

    private static long width(Duration within) {
        return Math.max(1, within.toMillis() / SLICES);
    }
}
