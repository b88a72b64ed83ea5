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
  // a site is three doubles and a symbol; around the sites are ids, times and a lattice
  private static final int BYTES_PER_SITE = 27;
  private static final int BYTES_AROUND = 350;
  private static final int FEWEST_SITES = 2;

  /**
   * About how many sites the material has, by the size of the record: what is known before it is
   * decoded, which may have to wait for the registry. Cuts what is fetched into batches; the
   * forward passes are cut by the graphs themselves.
   */
  int sites() {
    int bytes = record.value() == null ? 0 : record.value().length;
    return Math.max(FEWEST_SITES, (bytes - BYTES_AROUND) / BYTES_PER_SITE);
  }

  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }
}
