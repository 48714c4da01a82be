package io.postern.policy.deciding;

import io.postern.events.Ban;
import io.postern.events.CommandOutcome;
import io.postern.events.ListEntry;
import java.util.Optional;

/// What a command comes to: what its author is told, and what is done.
public record Answer(CommandOutcome outcome, Optional<Ban> ban, Optional<ListEntry> entry) {}
