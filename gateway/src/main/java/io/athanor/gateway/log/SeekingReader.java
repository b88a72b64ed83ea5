package io.athanor.gateway.log;

import io.athanor.gateway.log.Archive.Part;
import io.athanor.gateway.log.Archive.Portion;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.settings.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One consumer that is sent to where somebody wants to read. Thread-safe: one reads at a time. */
final class SeekingReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int AT_ONCE = 500;

  private final KafkaConnection kafka;
  private final BiFunction<String, byte[], Optional<SpecificRecord>> decoder;
  private final Duration patience;
  private KafkaConsumer<byte[], byte[]> consumer;
  private boolean closed;

  SeekingReader(
      KafkaConnection kafka,
      BiFunction<String, byte[], Optional<SpecificRecord>> decoder,
      Duration patience) {
    this.kafka = kafka;
    this.decoder = decoder;
    this.patience = patience;
  }

  synchronized Map<Part, Long> ends(String topic) {
    return asked(
        () -> {
          List<TopicPartition> partitions =
              open().partitionsFor(topic, patience).stream()
                  .map(each -> new TopicPartition(topic, each.partition()))
                  .toList();
          Map<Part, Long> ends = new HashMap<>();
          open()
              .endOffsets(partitions, patience)
              .forEach((each, end) -> ends.put(new Part(topic, each.partition()), end));
          return ends;
        });
  }

  synchronized Map<Position, SpecificRecord> read(Collection<Position> positions) {
    Map<TopicPartition, TreeSet<Long>> wanted = new HashMap<>();
    positions.forEach(
        each -> wanted.computeIfAbsent(at(each), key -> new TreeSet<>()).add(each.offset()));
    Map<Position, SpecificRecord> found = new HashMap<>();
    return asked(
        () -> {
          long until = System.nanoTime() + patience.toNanos();
          open().assign(wanted.keySet());
          drop(wanted, open().endOffsets(wanted.keySet(), patience));
          while (!wanted.isEmpty()) {
            inTime(until);
            round(wanted, found, until);
          }
          return found;
        });
  }

  /** Goes to the next wanted record of every partition, and takes the wanted ones that come by. */
  private void round(
      Map<TopicPartition, TreeSet<Long>> wanted, Map<Position, SpecificRecord> found, long until) {
    open().assign(wanted.keySet());
    wanted.forEach((partition, offsets) -> open().seek(partition, offsets.first()));
    Set<TopicPartition> silent = new HashSet<>(wanted.keySet());
    while (!silent.isEmpty()) {
      inTime(until);
      var records = open().poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        take(record, wanted.get(new TopicPartition(record.topic(), record.partition())), found);
      }
      silent.removeAll(records.partitions());
      passed(wanted, silent);
    }
    wanted.values().removeIf(TreeSet::isEmpty);
  }

  /** What the reader has passed without seeing it is gone. */
  private void passed(Map<TopicPartition, TreeSet<Long>> wanted, Set<TopicPartition> silent) {
    wanted.forEach(
        (partition, offsets) -> {
          long position = open().position(partition, patience);
          if (offsets.removeIf(each -> each < position)) {
            silent.remove(partition);
          }
        });
  }

  private void take(
      ConsumerRecord<byte[], byte[]> record,
      TreeSet<Long> offsets,
      Map<Position, SpecificRecord> found) {
    if (offsets.remove(record.offset()) && record.value() != null) {
      decoder
          .apply(record.topic(), record.value())
          .ifPresent(event -> found.put(position(record), event));
    }
  }

  private static void drop(
      Map<TopicPartition, TreeSet<Long>> wanted, Map<TopicPartition, Long> ends) {
    wanted.forEach(
        (partition, offsets) -> offsets.tailSet(ends.getOrDefault(partition, 0L)).clear());
    wanted.values().removeIf(TreeSet::isEmpty);
  }

  synchronized <T> Portion<T> read(
      Map<Part, Long> from, int most, BiFunction<Position, SpecificRecord, T> as) {
    return asked(
        () -> {
          long until = System.nanoTime() + patience.toNanos();
          Map<TopicPartition, Long> starts = new HashMap<>();
          from.forEach(
              (part, next) -> starts.put(new TopicPartition(part.topic(), part.partition()), next));
          List<T> found = new ArrayList<>();
          Map<Part, Long> next = new HashMap<>();
          open().assign(starts.keySet());
          starts.forEach(open()::seek);
          Map<TopicPartition, Long> ends = open().endOffsets(starts.keySet(), patience);
          int seen = 0;
          while (seen < most && ends.entrySet().stream().anyMatch(this::isBefore)) {
            inTime(until);
            for (ConsumerRecord<byte[], byte[]> record : open().poll(POLL)) {
              seen++;
              keep(record, found, as);
            }
          }
          starts.keySet().forEach(each -> next.put(part(each), open().position(each, patience)));
          return new Portion<>(found, next);
        });
  }

  private boolean isBefore(Map.Entry<TopicPartition, Long> end) {
    return open().position(end.getKey(), patience) < end.getValue();
  }

  private <T> void keep(
      ConsumerRecord<byte[], byte[]> record,
      List<T> found,
      BiFunction<Position, SpecificRecord, T> as) {
    if (record.value() != null) {
      decoder
          .apply(record.topic(), record.value())
          .map(event -> as.apply(position(record), event))
          .ifPresent(found::add);
    }
  }

  private static Position position(ConsumerRecord<?, ?> record) {
    return new Position(record.topic(), record.partition(), record.offset());
  }

  private static TopicPartition at(Position position) {
    return new TopicPartition(position.topic(), position.partition());
  }

  private static Part part(TopicPartition partition) {
    return new Part(partition.topic(), partition.partition());
  }

  private static void inTime(long until) {
    if (System.nanoTime() > until) {
      throw ProblemException.of(ProblemCode.UNAVAILABLE, "the event log did not answer in time");
    }
  }

  /** A question to the broker. */
  private interface Question<R> {
    R ask();
  }

  private static <R> R asked(Question<R> question) {
    try {
      return question.ask();
    } catch (RetriableException | WakeupException e) {
      throw new ProblemException(
          io.athanor.gateway.problem.Problem.of(
              ProblemCode.UNAVAILABLE, "the event log did not answer in time"),
          e);
    }
  }

  private KafkaConsumer<byte[], byte[]> open() {
    if (closed) {
      throw ProblemException.of(ProblemCode.UNAVAILABLE, "the gateway closes");
    }
    if (consumer == null) {
      Map<String, Object> properties = kafka.clientProperties();
      properties.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "athanor-gateway-archive");
      properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
      properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
      properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
      properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
      properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
      properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
      properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
      properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
      consumer = new KafkaConsumer<>(properties);
    }
    return consumer;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
