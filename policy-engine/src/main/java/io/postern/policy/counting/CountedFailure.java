package io.postern.policy.counting;

import io.postern.events.AttemptObserved;
import java.time.Instant;

/// A failure that nobody told before.
///
/// @param at event time
/// @param appended when the broker took it in
/// @param weight how many tries are new, at least 1; less than the attempt's own number when another source told of
///     some already
public record CountedFailure(AttemptObserved attempt, Instant at, Instant appended, int weight) {}
