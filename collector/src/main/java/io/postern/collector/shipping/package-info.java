/// From lines to attempts in Kafka: each attempt is in the topic at least once, always with the same id.
package io.postern.collector.shipping;
