/// Kafka as seen from a mail host: whether it answers, what it has, what time it has.
package io.postern.cli.brokers;
