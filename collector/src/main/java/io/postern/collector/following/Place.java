package io.postern.collector.following;

import java.util.List;

/// How far a source was safely read, as it is remembered over restarts.
///
/// @param files oldest first; empty for a source that is no file
/// @param cursor of the last entry that is safe; null for a source that has none
public record Place(List<Position> files, String cursor) {

    public static final Place NONE = new Place(List.of(), null);

    public Place {
        files = files == null ? List.of() : List.copyOf(files);
    }

    public static Place of(List<Position> files) {
        return new Place(files, null);
    }

    public static Place of(String cursor) {
        return new Place(List.of(), cursor);
    }
}
