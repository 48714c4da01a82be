/// A real Apache Kafka broker, PostgreSQL and Redis: as child processes, as containers, or at an address somebody else
/// runs.
///
/// Begin at [Backends]. Children are started through [GuardedProcess], so none of them outlives the process that
/// started it.
package io.postern.backends;
