package io.postern.enricher.registries;

import java.time.Duration;

/// The bounds of one question to one server.
///
/// @param connect how long to wait for the connection
/// @param answer how long the whole answer may take
/// @param most bytes of an answer; a longer one is cut off and counts as none
/// @param mayAskPrivate whether servers that an answer names may have a special-purpose address: an answer must not
///     send us into our own network
public record Bounds(Duration connect, Duration answer, int most, boolean mayAskPrivate) {}
