package io.postern.policy.deciding;

import io.postern.events.Ban;
import io.postern.events.Decision;
import java.util.Optional;

/// A decision, and the ban that carries it out when there is one. A ban of the decision's rule is taken back where the
/// effect is LIFTED.
public record Conclusion(Decision decision, Optional<Ban> ban) {}
