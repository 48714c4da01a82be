package io.postern.cli.unparsed;

import io.postern.collector.parsing.Redaction;
import io.postern.events.Text;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Unread lines by program, reason and shape. Bounded: when there are too many shapes, lines of further ones are only
/// counted.
public final class Clusters {

    private static final int MOST = 5000;
    private static final int LONGEST_EXAMPLE = 400;

    private record Key(String program, String reason, String shape) {}

    private final Map<Key, Cluster> clusters = new HashMap<>();
    private long lines;
    private long leftOff;

    /// @param message what the program said; null when nothing of the program's is read, and one shape is enough
    /// @param whole the line as it stands in the log
    public void add(
            String program, String parser, String reason, String message, String whole, String file, long number) {
        lines++;
        String shape = message == null ? "…" : LineShape.of(Redaction.of(message));
        Key key = new Key(program, reason, shape);
        Cluster known = clusters.get(key);
        if (known != null) {
            clusters.put(key, known.oneMore());
        } else if (clusters.size() < MOST) {
            clusters.put(key, new Cluster(1, program, parser, reason, shape, example(whole), file, number));
        } else {
            leftOff++;
        }
    }

    /// The largest first.
    public List<Cluster> largest(int most) {
        return clusters.values().stream()
                .sorted(Comparator.comparingLong(Cluster::count)
                        .reversed()
                        .thenComparing(Cluster::program)
                        .thenComparing(Cluster::shape))
                .limit(most)
                .toList();
    }

    public int size() {
        return clusters.size();
    }

    /// Unread lines in all.
    public long lines() {
        return lines;
    }

    /// Of these, lines of shapes for which there was no room.
    public long leftOff() {
        return leftOff;
    }

    private static String example(String whole) {
        String redacted = Redaction.of(whole);
        String clean = Text.clean(
                redacted.length() > LONGEST_EXAMPLE ? redacted.substring(0, LONGEST_EXAMPLE) + "…" : redacted);
        return clean == null ? "" : clean;
    }
}
