package io.athanor.federation.app;

import io.athanor.event.FederationProgressed;
import io.athanor.event.Meta;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.StepBytes;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log that sites share: the only thing besides its own that a site reads and writes. */
final class Hub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final String TOPIC = Topics.FEDERATION_PROGRESSED.name();
  // rounds of a course follow on each other, and order is within a partition only
  private static final int ORDERED = 0;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final SchemaRegistry registry;
  private final AvroCodec<FederationProgressed> codec;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final OrderSigner signer;
  private final Map<TopicPartition, Long> ends;

  private Hub(
      SchemaRegistry registry,
      AvroCodec<FederationProgressed> codec,
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      OrderSigner signer,
      Map<TopicPartition, Long> ends) {
    this.registry = registry;
    this.codec = codec;
    this.consumer = consumer;
    this.producer = producer;
    this.signer = signer;
    this.ends = ends;
  }

  /**
   * Opens it at its beginning.
   *
   * @throws org.apache.kafka.common.KafkaException where it cannot be reached, or has no such topic
   */
  static Hub open(KafkaConnection connection, OrderSigner signer) {
    KafkaConsumer<byte[], byte[]> consumer = LogReader.consumer(connection);
    try {
      List<TopicPartition> partitions = LogReader.partitions(consumer, TOPIC);
      if (partitions.isEmpty()) {
        throw new TimeoutException("the hub has no topic " + TOPIC);
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      SchemaRegistry registry = SchemaRegistries.open(connection.serdes());
      return new Hub(
          registry,
          new AvroCodec<>(registry, true, FederationProgressed.class),
          consumer,
          producer(connection),
          signer,
          ends);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaConnection connection) {
    Map<String, Object> properties = connection.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Gives the fold what has come since. */
  void read(HubFold fold, Duration patience) {
    for (ConsumerRecord<byte[], byte[]> each : consumer.poll(patience)) {
      HubFold.Verdict verdict;
      try {
        verdict = fold.take(codec.decode(each.value()), Instant.ofEpochMilli(each.timestamp()));
      } catch (UndecodableException e) {
        verdict = HubFold.Verdict.MALFORMED;
      }
      if (verdict == HubFold.Verdict.UNTRUSTED || verdict == HubFold.Verdict.MALFORMED) {
        LOG.atWarn()
            .addKeyValue("partition", each.partition())
            .addKeyValue("offset", each.offset())
            .addKeyValue("verdict", verdict)
            .log("A message at the hub was passed over");
      }
    }
  }

  /** Whether all has been read that was there when it was opened. */
  boolean isCaughtUp() {
    return ends.entrySet().stream()
        .allMatch(each -> consumer.position(each.getKey()) >= each.getValue());
  }

  /** Says a step, signed; returns when the hub has it. */
  void say(String round, Step step, Instant now) {
    String site = signer.keyId();
    byte[] bytes = StepBytes.of(round, site, step);
    byte[] signature = signer.sign(bytes).signature();
    FederationProgressed event =
        FederationProgressed.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId(EventIds.derived(now, HexFormat.of().formatHex(signature)))
                    .setSource("athanor/federation/" + site)
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .build())
            .setRoundId(round)
            .setSite(site)
            .setSignature(ByteBuffer.wrap(signature))
            .setStep(StepCodec.write(step))
            .build();
    Producing.send(
        producer,
        new ProducerRecord<>(
            TOPIC, ORDERED, round.getBytes(StandardCharsets.UTF_8), codec.encode(TOPIC, event)));
  }

  @Override
  public void close() {
    producer.close(CLOSE);
    consumer.close();
    registry.close();
  }
}
