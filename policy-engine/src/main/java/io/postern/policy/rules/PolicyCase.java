package io.postern.policy.rules;

import io.postern.events.AttemptEnriched;
import java.util.List;

/// Attempts, and what an operator expects his rules to make of them.
///
/// @param attempts in the order of time
/// @param expected decisions in their order, each as `RULE EFFECT SUBJECT`: `brute-force banned client:203.0.113.7`
/// @param place where it stands: `cases.yaml:3`
public record PolicyCase(String name, List<AttemptEnriched> attempts, List<String> expected, String place) {

    public PolicyCase {
        attempts = List.copyOf(attempts);
        expected = List.copyOf(expected);
    }
}
