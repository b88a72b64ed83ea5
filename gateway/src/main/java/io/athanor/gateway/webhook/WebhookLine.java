package io.athanor.gateway.webhook;

import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.webhook.Persistence.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One webhook and its place in the log. Events are told one after another in the order of each
 * partition, so of each campaign; the place is committed once an event was taken, passed over or
 * set aside, so that a crash repeats some and loses none. While an event waits for another call,
 * nothing more is read. Confined to one thread.
 */
final class WebhookLine {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final int MOST_LOOKS = 50;

  private final WebhookRegistered webhook;
  private final Consumer<byte[], byte[]> consumer;
  private final Parts parts;
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
  private Standing standing = Standing.FRESH;
  private Instant lookAgain = Instant.EPOCH;
  private int looks;

  /**
   * What a line is made of.
   *
   * @param decoder the event of a record; empty for bytes that are none
   * @param told what is told of it
   * @param aside sets a record aside with the cause; false where that has to be tried again
   * @param outcomes hears what became of each event: delivered, failed, dead-letter
   * @param mostBytes of a body
   */
  record Parts(
      Persistence persistence,
      Sender sender,
      Told told,
      Function<ConsumerRecord<byte[], byte[]>, Optional<SpecificRecord>> decoder,
      BiFunction<ConsumerRecord<byte[], byte[]>, String, Boolean> aside,
      java.util.function.Consumer<String> outcomes,
      InstantSource clock,
      RandomGenerator random,
      int mostBytes) {}

  WebhookLine(WebhookRegistered webhook, Consumer<byte[], byte[]> consumer, Parts parts) {
    this.webhook = webhook;
    this.consumer = consumer;
    this.parts = parts;
  }

  /** Reads what there is and tells what is due; waits this long at most for either. */
  void turn(Duration longest) {
    consumer.poll(pause(longest)).forEach(waiting::addLast);
    while (!waiting.isEmpty() && isDue() && settle(waiting.getFirst())) {
      ConsumerRecord<byte[], byte[]> record = waiting.removeFirst();
      done.put(partition(record), new OffsetAndMetadata(record.offset() + 1));
      looks = 0;
    }
    if (waiting.isEmpty()) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    commit();
  }

  /** Other partitions are somebody else's now, who tells them from what was committed. */
  void revoked(Collection<TopicPartition> partitions) {
    waiting.removeIf(each -> partitions.contains(partition(each)));
    done.keySet().removeAll(partitions);
  }

  private boolean isDue() {
    return !due().isAfter(parts.clock().instant());
  }

  private Instant due() {
    return standing.notBefore().isAfter(lookAgain) ? standing.notBefore() : lookAgain;
  }

  private Duration pause(Duration longest) {
    if (waiting.isEmpty()) {
      return longest;
    }
    Duration left = Duration.between(parts.clock().instant(), due());
    return left.isNegative() ? Duration.ZERO : left.compareTo(longest) < 0 ? left : longest;
  }

  /** Whether the record needs not be told any more. */
  private boolean settle(ConsumerRecord<byte[], byte[]> record) {
    Optional<SpecificRecord> event = parts.decoder().apply(record);
    if (event.isEmpty()) {
      return true;
    }
    Position position = new Position(record.topic(), record.partition(), record.offset());
    Told.Judgement judgement = parts.told().judge(webhook, position, event.get());
    if (judgement instanceof Told.Wait) {
      lookAgain = parts.clock().instant().plus(LOOK_AGAIN);
      return ++looks > MOST_LOOKS;
    }
    return !(judgement instanceof Told.Tell tell)
        || isTold(record, Messages.of(record.topic(), event.get(), tell.data(), parts.mostBytes()));
  }

  private boolean isTold(ConsumerRecord<byte[], byte[]> record, Sender.Message message) {
    Sender.Outcome outcome = parts.sender().call(webhook, message);
    if (outcome.taken()) {
      standing = standing.delivered();
      parts.outcomes().accept("delivered");
      return true;
    }
    parts.outcomes().accept("failed");
    standing =
        parts.persistence().failed(standing, parts.clock().instant(), parts.random().nextDouble());
    boolean over = outcome.gone() || parts.persistence().isSpent(standing);
    String cause = "%s, call %d".formatted(outcome.cause(), standing.calls());
    if (!over || !parts.aside().apply(record, cause)) {
      return false;
    }
    parts.outcomes().accept("dead-letter");
    standing = standing.next();
    return true;
  }

  private void commit() {
    if (!done.isEmpty()) {
      consumer.commitSync(Map.copyOf(done));
      done.clear();
    }
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
