/// The agent on each mail host: follows the logs, reads what they say about logins, and ships it.
///
/// Reads files, the journal and what is sent over the network; writes `postern.attempts.v1`, `postern.mailflow.v1` and,
/// as its heartbeat, `postern.hosts.v1`. Begin at [Collector]; how a line is read is in `formats`, how a file is
/// followed in `following`, what listens is in `receiving`, and how an event gets to Kafka in `shipping`.
package io.postern.collector;
