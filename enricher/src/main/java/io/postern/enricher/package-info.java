/// Adds what is known about a client to its attempts: attempts in, enriched attempts and client profiles out.
///
/// An attempt never waits for a slow look-up. It goes on with what the database files and the caches say; a reverse
/// name that is still being asked for is `PENDING`, and a richer profile follows when it has come.
///
/// Begin at [io.postern.enricher.AttemptConsumer], the one way in; [io.postern.enricher.Profiler] decides what a
/// profile holds and when it is written again.
package io.postern.enricher;
