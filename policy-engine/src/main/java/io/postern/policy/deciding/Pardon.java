package io.postern.policy.deciding;

import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Subject;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.rules.Rule;
import java.util.Optional;

/// A login that succeeded takes back what its client is kept out for.
final class Pardon {

    private Pardon() {}

    static Conclusion of(Rule rule, Subject subject, CountedAttempt success) {
        return new Conclusion(
                new Decision(
                        subject.key() + "/" + rule.name() + "/" + success.at() + "/" + Effect.LIFTED.wire(),
                        success.at(),
                        subject,
                        rule.name(),
                        Effect.LIFTED,
                        success.at(),
                        Evidences.of(success.attempt(), success.at(), 1, 1, rule.within(), "a login succeeded"),
                        null),
                Optional.empty());
    }
}
