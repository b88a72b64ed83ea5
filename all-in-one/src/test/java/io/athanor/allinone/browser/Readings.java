package io.athanor.allinone.browser;

import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Readings that reach the log beside the door, as an instrument on Kafka sends them. */
final class Readings implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final String campaignId;
  private final AvroCodec<ReadingReported> codec;
  private final KafkaProducer<byte[], byte[]> producer;

  Readings(KafkaConnection kafka, String campaignId) {
    this.campaignId = campaignId;
    this.codec = AvroCodec.of(kafka.serdes(), ReadingReported.class);
    this.producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  static String sample(int ordinal) {
    return "sample-" + ordinal;
  }

  /** Sends those from one ordinal up to before another and returns when the broker has them. */
  void send(int from, int to) throws ExecutionException, InterruptedException {
    for (int ordinal = from; ordinal < to; ordinal++) {
      String topic = Topics.READING_REPORTED.name();
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topic,
                  sample(ordinal).getBytes(StandardCharsets.UTF_8),
                  codec.encode(topic, reading(ordinal))));
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }

  private ReadingReported reading(int ordinal) {
    Instant at = START.plusSeconds(ordinal);
    return ReadingReported.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId("reading-" + ordinal)
                .setSource("instrument/balance-1")
                .setOccurredAt(at)
                .setRecordedAt(at)
                .build())
        .setSampleId(sample(ordinal))
        .setCandidateId("c-00000000000000000000000000000000")
        .setCampaignId(campaignId)
        .setInstrumentId("balance-1")
        .setTechnique("scalar")
        .setPayload(
            new Scalars(Map.of(Scene.PROPERTY, new Quantity(50.0 + ordinal % 7, "%", 0.5, 3))))
        .setSimulated(true)
        .build();
  }
}
