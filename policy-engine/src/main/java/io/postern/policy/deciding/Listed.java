package io.postern.policy.deciding;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.postern.events.AttemptObserved;
import io.postern.events.Decision;
import io.postern.events.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the lists have said of one client, and what they are still to look at.
///
/// @param waiting the newest attempt, as it lies in its topic, when more will be known of its client; null
///     otherwise
/// @param at its event time in milliseconds
/// @param appended when the broker took it in, in milliseconds
/// @param said what need not be said again yet; newest last
/// @param keepUntil in the broker's time; afterwards all this is of no more use
public record Listed(String waiting, long at, long appended, List<Said> said, long keepUntil) {

    public static final Listed NOTHING = new Listed(null, 0, 0, List.of(), 0);

    /// More than that of one client is a flood.
    private static final int MOST = 20;

    /// @param until in milliseconds
    public record Said(String subject, String list, String entry, Decision.Effect effect, long until) {}

    public Listed {
        said = said.size() <= MOST ? List.copyOf(said) : List.copyOf(said.subList(said.size() - MOST, said.size()));
    }

    public Listed waiting(AttemptObserved attempt, Instant when, Instant taken, long keep) {
        return new Listed(
                new String(EventJson.write(attempt), StandardCharsets.UTF_8),
                when.toEpochMilli(),
                taken.toEpochMilli(),
                said,
                Math.max(keepUntil, keep));
    }

    public Listed done() {
        return new Listed(null, 0, 0, said, keepUntil);
    }

    /// The attempt that waits; null when none does.
    @JsonIgnore
    public AttemptObserved attempt() {
        return waiting == null ? null : EventJson.read(AttemptObserved.class, waiting.getBytes(StandardCharsets.UTF_8));
    }

    boolean knows(Said one, long when) {
        return said.stream()
                .anyMatch(other -> other.until() > when
                        && other.subject().equals(one.subject())
                        && other.list().equals(one.list())
                        && other.entry().equals(one.entry())
                        && other.effect() == one.effect());
    }

    Listed saying(Said one) {
        List<Said> more = new ArrayList<>(said);
        more.removeIf(
                other -> other.subject().equals(one.subject()) && other.list().equals(one.list()));
        more.add(one);
        return new Listed(waiting, at, appended, more, Math.max(keepUntil, one.until()));
    }
}
