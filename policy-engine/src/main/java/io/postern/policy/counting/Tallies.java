package io.postern.policy.counting;

/// Where tallies are kept from one attempt to the next.
public interface Tallies {

    /// Null when there is none.
    Tally get(String key);

    void put(String key, Tally tally);
}
