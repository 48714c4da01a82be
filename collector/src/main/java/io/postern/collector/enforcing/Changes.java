package io.postern.collector.enforcing;

import io.postern.events.Network;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// What an enforcer is to change, at once.
///
/// @param ban whom to keep out from now on, and how long; in the order of iteration
/// @param lift whom to let in again; none of them is in `ban`
public record Changes(Map<Network, Duration> ban, Set<Network> lift) {}
