package io.postern.cli.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postern.events.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What came of it all.
///
/// @param from event time of the first attempt that was looked at; null when there is none
/// @param lines read, of all kinds
/// @param attempts lines that tell of an attempt, whenever it was
/// @param tries by outcome, as the lines tell them: some are told twice
/// @param failures tries that the policy counted, each once
/// @param late failures too far out of order to be counted
/// @param networks different ones that would have been banned
/// @param exemptions why somebody was spared, and how often
/// @param rules where they come from
/// @param damaged files of which not all could be read
/// @param comparison null unless two sets of rules were compared
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
        Instant from,
        Instant to,
        long lines,
        long attempts,
        Map<Outcome, Long> tries,
        long failures,
        long unparsed,
        long ambiguous,
        long late,
        long bans,
        long networks,
        long simulated,
        long exempt,
        Map<String, Long> exemptions,
        String rules,
        List<String> damaged,
        Compared comparison) {

    /// @param against where the other rules come from
    /// @param same bans that are the same under both
    public record Compared(String against, long same, long comes, long goes, long changes) {

        public boolean differs() {
            return comes + goes + changes > 0;
        }
    }
}
