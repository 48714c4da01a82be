package io.postern.policy.counting;

import io.postern.policy.counting.Habits.Spot;
import io.postern.policy.counting.RuleCount.Siege;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How counts lie in the store: few bytes, because there may be a million of them. The first byte is the format's
/// version.
public final class StateCodec {

    private static final int VERSION = 1;

    private StateCodec() {}

    public static byte[] write(SubjectCounts counts) {
        PackedWriter out = new PackedWriter().one(VERSION).number(counts.habitsUntil());
        times(out, counts.habits().origins());
        times(out, counts.habits().countries());
        times(out, counts.habits().asns());
        Spot spot = counts.habits().spot();
        out.one(spot == null ? 0 : 1);
        if (spot != null) {
            out.number(spot.at())
                    .hash(Double.doubleToLongBits(spot.latitude()))
                    .hash(Double.doubleToLongBits(spot.longitude()));
        }
        return out.all(List.copyOf(counts.rules().entrySet()), rule -> {
                    out.text(rule.getKey());
                    write(out, rule.getValue());
                })
                .toBytes();
    }

    private static void times(PackedWriter out, Map<String, Long> times) {
        out.all(List.copyOf(times.entrySet()), entry -> out.text(entry.getKey()).number(entry.getValue()));
    }

    private static void write(PackedWriter out, RuleCount count) {
        out.number(count.newest())
                .number(count.ignoreUntil())
                .number(count.exemptUntil())
                .number(count.keepUntil())
                .number(count.times());
        Siege siege = count.siege();
        out.one(siege == null ? 0 : 1);
        if (siege != null) {
            out.number(siege.count()).number(siege.first()).number(siege.last());
        }
        long[] before = {count.newest()};
        out.all(count.window().sightings(), sighting -> {
            out.number(sighting.at() - before[0]).number(sighting.weight());
            before[0] = sighting.at();
            out.one(sighting.value() == 0 ? 0 : 1);
            if (sighting.value() != 0) {
                out.hash(sighting.value());
            }
            out.text(sighting.id())
                    .text(sighting.account())
                    .text(sighting.host())
                    .text(sighting.client());
        });
        out.all(
                List.copyOf(count.sketch().slices().entrySet()),
                slice -> out.number(slice.getKey()).bytes(slice.getValue()));
    }

    /// Null for what another version wrote: the topics make up for it.
    public static SubjectCounts read(byte[] bytes) {
        PackedReader in = new PackedReader(bytes);
        if (in.one() != VERSION) {
            return null;
        }
        long habitsUntil = in.number();
        Habits habits = new Habits(times(in), times(in), times(in), in.one() == 0 ? null : spot(in));
        Map<String, RuleCount> rules = new LinkedHashMap<>();
        in.all(() -> rules.put(in.text(), count(in)));
        return new SubjectCounts(rules, habits, habitsUntil);
    }

    private static Map<String, Long> times(PackedReader in) {
        Map<String, Long> times = new LinkedHashMap<>();
        in.all(() -> times.put(in.text(), in.number()));
        return times;
    }

    private static Spot spot(PackedReader in) {
        return new Spot(in.number(), Double.longBitsToDouble(in.hash()), Double.longBitsToDouble(in.hash()));
    }

    private static RuleCount count(PackedReader in) {
        long newest = in.number();
        long ignoreUntil = in.number();
        long exemptUntil = in.number();
        long keepUntil = in.number();
        int times = in.count();
        Siege siege = in.one() == 0 ? null : new Siege(in.count(), in.number(), in.number());
        long[] before = {newest};
        Window window = new Window(in.all(() -> {
            before[0] += in.number();
            return new Sighting(
                    before[0], in.count(), in.one() == 0 ? 0 : in.hash(), in.text(), in.text(), in.text(), in.text());
        }));
        TreeMap<Long, byte[]> slices = new TreeMap<>();
        in.all(() -> slices.put(in.number(), in.bytes()));
        return new RuleCount(window, new Sketch(slices), newest, ignoreUntil, exemptUntil, keepUntil, times, siege);
    }
}
