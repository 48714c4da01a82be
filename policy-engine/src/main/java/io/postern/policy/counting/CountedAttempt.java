package io.postern.policy.counting;

import io.postern.events.AttemptObserved;
import java.time.Instant;

/// An attempt that nobody told before.
///
/// @param where its client is, as far as known
/// @param at event time
/// @param appended when the broker took it in
/// @param weight how many tries are new, at least 1; less than the attempt's own number when another source told of
///     some already
public record CountedAttempt(AttemptObserved attempt, Where where, Instant at, Instant appended, int weight) {}
