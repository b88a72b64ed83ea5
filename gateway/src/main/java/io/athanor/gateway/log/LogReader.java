package io.athanor.gateway.log;

import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics, committed records only, without a consumer group: every gateway has the whole view.
 * Bytes that are no event are logged and skipped: the application whose input they are makes the
 * dead letter.
 */
final class LogReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MILLIS = 200;
  private static final long CLOSE_MILLIS = 5_000;

  private final KafkaConnection kafka;
  private final String name;
  private final List<Topic<?>> topics;
  private final Set<String> tail;
  private final Consumer<Throwable> onFailure;
  private final Map<String, AvroCodec<?>> codecs = new HashMap<>();
  private final Thread thread;
  private volatile KafkaConsumer<String, byte[]> consumer;
  private volatile boolean closing;
  private EventLog.Follower follower;

  /**
   * A reader that has not started.
   *
   * @param name of its thread
   * @param whole topics read from their beginning
   * @param tail topics read from where they end at the start
   */
  LogReader(
      KafkaConnection kafka,
      SchemaRegistry registry,
      String name,
      Collection<Topic<?>> whole,
      Collection<Topic<?>> tail,
      Consumer<Throwable> onFailure) {
    this.kafka = kafka;
    this.name = name;
    this.topics = Stream.concat(whole.stream(), tail.stream()).<Topic<?>>map(each -> each).toList();
    this.tail = tail.stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());
    this.onFailure = onFailure;
    topics.forEach(each -> codecs.put(each.name(), new AvroCodec<>(registry, false, each.type())));
    this.thread = KafkaEventLog.daemon(this::run, name);
  }

  void start(EventLog.Follower newFollower) {
    follower = newFollower;
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    closing = true;
    KafkaConsumer<String, byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(properties())) {
      consumer = opened;
      List<TopicPartition> partitions = partitions(opened);
      opened.assign(partitions);
      seek(partitions, each -> !tail.contains(each), opened::seekToBeginning);
      seek(partitions, tail::contains, opened::seekToEnd);
      Map<TopicPartition, Long> ends = ask(() -> new HashMap<>(opened.endOffsets(partitions)));
      boolean caughtUp = false;
      while (!closing) {
        ConsumerRecords<String, byte[]> records = opened.poll(POLL);
        for (ConsumerRecord<String, byte[]> record : records) {
          tell(record);
        }
        // also past control records and skipped ones, which poll never shows
        for (TopicPartition partition : partitions) {
          long next = ask(() -> opened.position(partition));
          follower.passed(partition.topic(), partition.partition(), next);
          ends.computeIfPresent(partition, (key, end) -> next >= end ? null : end);
        }
        if (!caughtUp && ends.isEmpty()) {
          caughtUp = true;
          follower.caughtUp();
        }
      }
    } catch (WakeupException e) {
      // closing
    } catch (RuntimeException e) {
      if (!closing) {
        LOG.atError()
            .setCause(e)
            .addKeyValue("reader", name)
            .log("The log cannot be read any further");
        onFailure.accept(e);
      }
    }
  }

  /** None is none: a consumer that is told to seek in no partition seeks in all of them. */
  private static void seek(
      List<TopicPartition> partitions,
      Predicate<String> topics,
      Consumer<Collection<TopicPartition>> seeking) {
    List<TopicPartition> chosen =
        partitions.stream().filter(each -> topics.test(each.topic())).toList();
    if (!chosen.isEmpty()) {
      seeking.accept(chosen);
    }
  }

  private void tell(ConsumerRecord<String, byte[]> record) {
    Position position = new Position(record.topic(), record.partition(), record.offset());
    try {
      SpecificRecord event = ask(() -> codecs.get(record.topic()).decode(record.value()));
      follower.on(position, event);
    } catch (UndecodableException e) {
      LOG.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", e.getMessage())
          .log("Record is no event, skipped in the view");
    }
  }

  /** Asks broker or registry until there is an answer: an outage is waited out. */
  private <R> R ask(Supplier<R> question) {
    while (true) {
      try {
        R answer = question.get();
        if (answer != null) {
          return answer;
        }
        LOG.atWarn().log("Topics are not there yet, trying again");
      } catch (RetriableException e) {
        LOG.atWarn()
            .addKeyValue("reason", e.toString())
            .log("Broker or registry does not answer, trying again");
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WakeupException();
    }
    if (closing) {
      throw new WakeupException();
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> opened) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic<?> topic : topics) {
      ask(() -> opened.partitionsFor(topic.name()))
          .forEach(each -> partitions.add(new TopicPartition(topic.name(), each.partition())));
    }
    return partitions;
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = kafka.clientProperties();
    properties.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "athanor-" + name);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }
}
