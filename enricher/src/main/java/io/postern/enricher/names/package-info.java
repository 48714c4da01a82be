/// Reverse DNS that nobody waits for: names known in process or by a replica are given at once, others are asked for.
///
/// Begin at [io.postern.enricher.names.ReverseNames].
package io.postern.enricher.names;
