package io.athanor.inference.worker;

import io.athanor.inference.batch.MicroBatcher;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer's own thread: fetches into the queue, pauses while it is full, goes on polling
 * meanwhile so that the group never thinks it dead, and seeks back when a transaction failed.
 */
final class Poller {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final Duration FREE = Duration.ofMillis(200);
  private static final Duration PAUSED = Duration.ofMillis(10);

  private final Consumer<byte[], byte[]> consumer;
  private final MicroBatcher<Pending> queue;
  private final Assignment assignment;
  private volatile ConsumerGroupMetadata group;
  private volatile boolean joined;
  private volatile boolean closing;
  private boolean paused;

  Poller(Consumer<byte[], byte[]> consumer, MicroBatcher<Pending> queue, Assignment assignment) {
    this.consumer = consumer;
    this.queue = queue;
    this.assignment = assignment;
  }

  /** Membership as of the last poll, for committing offsets inside a transaction. */
  ConsumerGroupMetadata group() {
    return group;
  }

  /** Whether the group has given it an assignment. */
  boolean joined() {
    return joined;
  }

  /** Runs until {@link #stop()}; an error that retrying cannot cure comes out. */
  void run() {
    consumer.subscribe(List.of(Topics.PREDICTION_REQUESTED.name()), new Rebalances());
    while (!closing) {
      try {
        seekBack();
        pauseOrResume();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(paused ? PAUSED : FREE);
        group = consumer.groupMetadata();
        records.forEach(this::enqueue);
      } catch (WakeupException expected) {
        // stop() woke the poll, and the loop's condition ends it
      } catch (RetriableException cause) {
        LOG.atWarn().setCause(cause).log("Fetching requests failed, trying again");
      }
    }
  }

  /** Ends {@link #run()}; callable from any thread. */
  void stop() {
    closing = true;
    consumer.wakeup();
  }

  private void enqueue(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    long epoch = assignment.epoch(partition);
    if (epoch < 0) {
      // void by a failed transaction: the seek back fetches it again
      return;
    }
    if (!queue.offer(new Pending(record, epoch)) && !closing) {
      throw new IllegalStateException("a fetch did not fit the queue that was asked for room");
    }
  }

  private void pauseOrResume() {
    boolean congested = queue.congested();
    if (congested) {
      consumer.pause(consumer.assignment());
    } else if (paused) {
      consumer.resume(consumer.paused());
    }
    if (congested != paused) {
      LOG.atDebug()
          .addKeyValue("count", queue.size())
          .log(congested ? "Queue is full, fetching pauses" : "Fetching resumes");
    }
    paused = congested;
  }

  private void seekBack() {
    if (!assignment.seekPending()) {
      return;
    }
    queue.removeIf(pending -> true);
    Set<TopicPartition> held = consumer.assignment();
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(held));
    for (TopicPartition partition : held) {
      OffsetAndMetadata offset = committed.get(partition);
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, offset);
      }
    }
    assignment.sought();
    LOG.atInfo().addKeyValue("count", held.size()).log("Sought back to the committed offsets");
  }

  private final class Rebalances implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assignment.assigned(partitions);
      joined = true;
      LOG.atInfo().addKeyValue("count", partitions.size()).log("Partitions assigned");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      Set<TopicPartition> gone = Set.copyOf(partitions);
      queue.removeIf(pending -> gone.contains(pending.partition()));
      assignment.revoked(partitions);
    }
  }
}
