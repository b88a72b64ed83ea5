package io.athanor.inference.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The transactional producer: results and the offsets they answer become visible together. */
public final class Publisher implements AutoCloseable {
  private final Supplier<Producer<byte[], byte[]>> factory;
  private Producer<byte[], byte[]> producer;

  public Publisher(Supplier<Producer<byte[], byte[]>> factory) {
    this.factory = factory;
  }

  /**
   * A fresh producer under the same transactional id: whatever the last one left open is settled
   * when this returns. Throws what the client throws; call again to retry.
   */
  public void renew() {
    close();
    Producer<byte[], byte[]> fresh = factory.get();
    try {
      fresh.initTransactions();
    } catch (RuntimeException cause) {
      fresh.close(Duration.ZERO);
      throw cause;
    }
    producer = fresh;
  }

  /**
   * One transaction. On any exception its fate is open and {@link #renew()} must settle it.
   *
   * @param offsets next offsets to read; empty where nothing was consumed
   * @param group membership at the last poll; unused where {@code offsets} is empty
   */
  public void commit(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    for (ProducerRecord<byte[], byte[]> record : records) {
      // a failed send fails the commit below with the send's own error
      var unused = producer.send(record);
    }
    if (!offsets.isEmpty()) {
      producer.sendOffsetsToTransaction(offsets, group);
    }
    producer.commitTransaction();
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
