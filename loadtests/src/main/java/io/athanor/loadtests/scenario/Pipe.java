package io.athanor.loadtests.scenario;

import io.athanor.event.ReadingReported;
import io.athanor.loadtests.driver.Arrivals;
import io.athanor.loadtests.driver.OpenLoop;
import io.athanor.loadtests.report.ScenarioResult;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.settings.KafkaConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Readings in at one topic, results out at another; the same producer, consumer and decoding work
 * whatever stands between, so that two pipes differ by what stands between alone.
 */
public final class Pipe {
  private static final Duration STALL = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  private final String name;
  private final KafkaConnection kafka;
  private final String inputTopic;
  private final String outputTopic;
  private final Function<byte[], Optional<String>> sampleId;

  /**
   * A pipe.
   *
   * @param name the scenario's numbered name
   * @param sampleId decodes a result: the sample it is of, or empty for one that does not count
   */
  public Pipe(
      String name,
      KafkaConnection kafka,
      String inputTopic,
      String outputTopic,
      Function<byte[], Optional<String>> sampleId) {
    this.name = name;
    this.kafka = kafka;
    this.inputTopic = inputTopic;
    this.outputTopic = outputTopic;
    this.sampleId = sampleId;
  }

  /** The open-loop phase, then the burst. */
  public ScenarioResult run(LoadPlan plan, long seed, Clock clock) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    AvroCodec<ReadingReported> codec = AvroCodec.of(kafka.serdes(), ReadingReported.class);
    int total = plan.paced() + plan.burst();
    Arrivals arrivals = new Arrivals(total);
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producerProperties());
        Receiver receiver = new Receiver(arrivals)) {
      OpenLoop loop = new OpenLoop(System::nanoTime);
      loop.run(
          plan.paced(),
          plan.perSecond(),
          (ordinal, due) -> {
            arrivals.due(ordinal, due);
            send(
                producer,
                codec,
                Readings.reading(ordinal, plan.readingPoints(), clock.instant(), random));
          });
      receiver.await(plan.paced());
      // encoded beforehand: the burst measures the line, not the generator
      ReadingReported[] readings = new ReadingReported[plan.burst()];
      for (int index = 0; index < readings.length; index++) {
        readings[index] =
            Readings.reading(plan.paced() + index, plan.readingPoints(), clock.instant(), random);
      }
      long start = System.nanoTime();
      for (int index = 0; index < readings.length; index++) {
        arrivals.due(plan.paced() + index, start);
        send(producer, codec, readings[index]);
      }
      receiver.await(total);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new ScenarioResult(
          name,
          total,
          arrivals.missing(),
          arrivals.repeated(),
          codec.encode(inputTopic, readings[0]).length,
          ScenarioResult.percentiles(arrivals.latencyMicros(plan.warmUp(), plan.paced())),
          plan.burst() / seconds);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a failed send shows as a missing result
  private void send(
      KafkaProducer<String, byte[]> producer,
      AvroCodec<ReadingReported> codec,
      ReadingReported reading) {
    producer.send(
        new ProducerRecord<>(
            inputTopic,
            null,
            reading.getMeta().getRecordedAt().toEpochMilli(),
            reading.getSampleId(),
            codec.encode(inputTopic, reading)));
  }

  private Map<String, Object> producerProperties() {
    Map<String, Object> properties = kafka.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "1");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }

  /** Reads results on its own thread from the end of the topic onwards. */
  private final class Receiver implements AutoCloseable {
    private final Arrivals arrivals;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    Receiver(Arrivals arrivals) {
      this.arrivals = arrivals;
      Map<String, Object> properties = kafka.clientProperties();
      properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
      properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
      properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
      properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
      consumer = new KafkaConsumer<>(properties);
      List<PartitionInfo> partitions = consumer.partitionsFor(outputTopic);
      while (partitions.isEmpty()) { // a topic just created takes a moment to be known
        LockSupport.parkNanos(10_000_000);
        partitions = consumer.partitionsFor(outputTopic);
      }
      List<TopicPartition> assigned =
          partitions.stream()
              .map(each -> new TopicPartition(outputTopic, each.partition()))
              .toList();
      consumer.assign(assigned);
      consumer.seekToEnd(assigned);
      assigned.forEach(consumer::position); // the seek is lazy: now it has happened
      thread = new Thread(this::read, name + "-receiver");
      thread.setDaemon(true);
      thread.start();
    }

    private void read() {
      try {
        while (true) {
          for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            long now = System.nanoTime();
            sampleId
                .apply(record.value())
                .ifPresent(sample -> arrivals.arrived(Readings.ordinal(sample), now));
          }
        }
      } catch (WakeupException e) {
        // closing
      } catch (RuntimeException e) {
        failure.set(e);
      }
    }

    /** Waits until {@code count} results are there, or none has come for a minute. */
    void await(int count) {
      int seen = -1;
      long lastChange = System.nanoTime();
      while (arrivals.distinct() < count) {
        if (failure.get() != null) {
          throw failure.get();
        }
        if (arrivals.distinct() != seen) {
          seen = arrivals.distinct();
          lastChange = System.nanoTime();
        } else if (System.nanoTime() - lastChange > STALL.toNanos()) {
          return; // the report says how many are missing
        }
        LockSupport.parkNanos(1_000_000);
      }
    }

    @Override
    public void close() {
      consumer.wakeup();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      consumer.close();
    }
  }
}
