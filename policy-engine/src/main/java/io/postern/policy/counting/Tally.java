package io.postern.policy.counting;

import java.util.List;
import java.util.stream.Stream;

/// What has been told of one session, or of ten seconds of a client without one.
///
/// @param ids of the attempts that went into it, newest last: a repeated one adds nothing
/// @param keepUntil in milliseconds of the broker's time; afterwards nobody asks any more
public record Tally(List<Login> logins, List<String> ids, long keepUntil) {

    static final Tally NONE = new Tally(List.of(), List.of(), 0);

    /// Whoever tries more often in one session or ten seconds is over every sensible limit; the oldest are forgotten.
    private static final int MOST = 200;

    public Tally {
        logins = newest(logins);
        ids = newest(ids);
    }

    boolean knows(String id) {
        return ids.contains(id);
    }

    Tally knowing(String id) {
        return new Tally(logins, Stream.concat(ids.stream(), Stream.of(id)).toList(), keepUntil);
    }

    Tally with(List<Login> others) {
        return new Tally(others, ids, keepUntil);
    }

    Tally keptUntil(long time) {
        return new Tally(logins, ids, Math.max(keepUntil, time));
    }

    private static <T> List<T> newest(List<T> all) {
        return all.size() <= MOST ? List.copyOf(all) : List.copyOf(all.subList(all.size() - MOST, all.size()));
    }
}
