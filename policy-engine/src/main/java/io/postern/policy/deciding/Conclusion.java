package io.postern.policy.deciding;

import io.postern.events.Ban;
import io.postern.events.Decision;
import java.util.Optional;

/// A decision, and the ban that carries it out when there is one.
public record Conclusion(Decision decision, Optional<Ban> ban) {}
