package io.postern.policy.counting;

/// A failure within a rule's reach, as it is kept.
///
/// @param at event time in milliseconds
/// @param id of the attempt; null when so many are kept that only the newest carry evidence; so are account and host
record Failure(long at, int weight, String id, String account, String host) {

    static Failure of(CountedFailure failure) {
        return new Failure(
                failure.at().toEpochMilli(),
                failure.weight(),
                failure.attempt().id(),
                failure.attempt().account(),
                failure.attempt().host());
    }

    Failure withoutEvidence() {
        return id == null ? this : new Failure(at, weight, null, null, null);
    }

    /// Rules look at whole seconds, as the logs have them.
    long second() {
        return Math.floorDiv(at, 1000L);
    }
}
