/// The agent on each mail host: follows the logs, reads what they say about logins, and ships it.
///
/// Reads files; writes `postern.attempts.v1` and, as its heartbeat, `postern.hosts.v1`. Begin at [Collector]; how a
/// line is read is in `parsing`, how a file is followed in `following`, how an attempt gets to Kafka in `shipping`.
package io.postern.collector;
