package io.athanor.inference.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A request on its way.
 *
 * @param record as fetched
 * @param epoch of its partition when it was fetched
 */
record Pending(ConsumerRecord<byte[], byte[]> record, long epoch) {
  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }
}
