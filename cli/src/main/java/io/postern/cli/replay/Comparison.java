package io.postern.cli.replay;

import io.postern.events.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Holds the bans of two policies over the same history beside each other.
///
/// Bans of one network that overlap, whichever policy they are of, make an episode; an episode is compared when it is
/// over. So memory goes with the bans in force at one time.
final class Comparison {

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private static final class Episode {
        private final List<Entry> before = new ArrayList<>();
        private final List<Entry> after = new ArrayList<>();
        private Instant end = Instant.MIN;
    }

    private final Consumer<Difference> differs;
    private final Map<Network, Episode> open = new LinkedHashMap<>();
    private final Map<Difference.Kind, Long> differences = new EnumMap<>(Difference.Kind.class);
    private Instant looked = Instant.MIN;
    private long same;

    /// @param differs told of each difference, roughly in the order in which the bans end
    Comparison(Consumer<Difference> differs) {
        this.differs = differs;
    }

    /// @param after whether the ban is one of the rules in question
    void add(Entry ban, boolean after) {
        Episode episode = open.get(ban.network());
        if (episode != null && ban.from().isAfter(episode.end)) {
            compare(ban.network(), episode);
            episode = null;
        }
        if (episode == null) {
            episode = new Episode();
            open.put(ban.network(), episode);
        }
        (after ? episode.after : episode.before).add(ban);
        episode.end = ban.until().isAfter(episode.end) ? ban.until() : episode.end;
    }

    /// Compares what is over by now.
    void at(Instant now) {
        if (looked.isBefore(now.minus(LOOK_EVERY))) {
            looked = now;
            close(now);
        }
    }

    void end() {
        close(Instant.MAX);
    }

    /// Bans that are the same under both.
    long same() {
        return same;
    }

    Map<Difference.Kind, Long> differences() {
        return differences;
    }

    private void close(Instant now) {
        Iterator<Map.Entry<Network, Episode>> episodes = open.entrySet().iterator();
        while (episodes.hasNext()) {
            Map.Entry<Network, Episode> episode = episodes.next();
            if (episode.getValue().end.isBefore(now)) {
                compare(episode.getKey(), episode.getValue());
                episodes.remove();
            }
        }
    }

    private void compare(Network network, Episode episode) {
        if (same(episode.before, episode.after)) {
            same += episode.after.size();
            return;
        }
        Difference.Kind kind = episode.before.isEmpty()
                ? Difference.Kind.COMES
                : episode.after.isEmpty() ? Difference.Kind.GOES : Difference.Kind.CHANGES;
        differences.merge(kind, 1L, Long::sum);
        differs.accept(new Difference(kind, network, episode.before, episode.after));
    }

    private static boolean same(List<Entry> before, List<Entry> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).sameBanAs(after.get(i))) {
                return false;
            }
        }
        return true;
    }
}
