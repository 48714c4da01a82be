/// What arrives over the network is put on disk before anything else is done with it: a bounded row of files,
/// written by whoever receives, followed like any log and deleted once all of it is safe in Kafka. Begin at
/// [Spool].
package io.postern.collector.spooling;
