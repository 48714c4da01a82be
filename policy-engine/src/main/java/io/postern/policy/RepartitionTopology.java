package io.postern.policy;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.InternalTopicProperties;

/// A topology of processors that sends some of its records on by another key. Kafka Streams keeps the topics in between
/// itself: as many partitions as the attempts have, and what is dealt with is deleted.
///
/// Only the DSL offers such topics, and only behind its own nodes; what it does for them is done here.
final class RepartitionTopology extends Topology {

    /// The topic `APPLICATION-NAME-repartition` and the source that reads it.
    <V> RepartitionTopology receive(String name, String source, Serde<V> values) {
        internalTopologyBuilder.addInternalTopic(topic(name), InternalTopicProperties.empty());
        addSource(source, new StringDeserializer(), values.deserializer(), topic(name));
        return this;
    }

    /// The sink that writes it; records go there with their new key.
    <V> RepartitionTopology sendOn(String name, String sink, Serde<V> values, String... parents) {
        addSink(sink, topic(name), new StringSerializer(), values.serializer(), parents);
        return this;
    }

    private static String topic(String name) {
        return name + "-repartition";
    }
}
