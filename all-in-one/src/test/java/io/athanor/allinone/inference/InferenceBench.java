package io.athanor.allinone.inference;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.Candidate;
import io.athanor.event.Crystal;
import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.PredictionRequested;
import io.athanor.event.RolloutStage;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.worker.InferenceApp;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the catalogue's topics, and hands to put requests in and take answers out. */
final class InferenceBench {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private InferenceBench() {}

  static KafkaConnection connection(EmbeddedKafka kafka, String registry) {
    return new KafkaConnection(
        kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", registry));
  }

  static void createTopics(KafkaConnection connection) {
    TopicAdmin.create(connection, 2, Optional.empty(), PATIENCE);
  }

  static InferenceApp start(KafkaConnection connection, String instance) {
    return start(connection, instance, "classpath:");
  }

  static InferenceApp start(KafkaConnection connection, String instance, String store) {
    return InferenceApp.start(
        config(connection, instance, store, Optional.empty()), new SimpleMeterRegistry());
  }

  static InferenceConfig config(
      KafkaConnection connection, String instance, String store, Optional<String> trained) {
    return new InferenceConfig(
        connection,
        instance,
        store,
        trained,
        "ember",
        Optional.empty(),
        Duration.ofMillis(200),
        16,
        1_024,
        Duration.ofMillis(2),
        64,
        DeviceOptions.threads(1, 1),
        Duration.ofSeconds(20));
  }

  /** Says that a model is the one to serve, as whoever trains models does. */
  static void announce(KafkaConnection connection, StoredModel model) {
    Instant when = Instant.parse("2026-01-01T00:00:00Z");
    ModelReleased event =
        ModelReleased.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId("release-" + model.digest())
                    .setSource("test")
                    .setOccurredAt(when)
                    .setRecordedAt(when)
                    .build())
            .setModelName(model.manifest().name())
            .setVersion(model.manifest().version())
            .setDigest(model.digest())
            .setMetrics(Map.of())
            .setStage(RolloutStage.CHAMPION)
            .setProperties(List.of())
            .setEmbeddingSize(model.manifest().shape().width())
            .build();
    String topic = Topics.MODEL_RELEASED.name();
    byte[] value = AvroCodec.of(connection.serdes(), ModelReleased.class).encode(topic, event);
    send(connection, topic, Rollout.key(event), value);
  }

  static PredictionRequested request(int number, String formula, Crystal crystal) {
    Instant when = Instant.parse("2026-01-01T00:00:00Z").plusMillis(number);
    return PredictionRequested.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId("request-" + number)
                .setSource("test")
                .setOccurredAt(when)
                .setRecordedAt(when)
                .build())
        .setCandidateId("c-" + number)
        .setCandidate(
            Candidate.newBuilder()
                .setCandidateId("c-" + number)
                .setFormula(formula)
                .setCrystal(crystal)
                .build())
        .setCampaignIds(List.of("campaign-" + number % 3))
        .setLiterature(List.of())
        .build();
  }

  static Crystal rockSalt(String cation, String anion, double edge) {
    double half = edge / 2;
    return Crystal.newBuilder()
        .setLattice(List.of(0.0, half, half, half, 0.0, half, half, half, 0.0))
        .setSpecies(List.of(cation, anion))
        .setFractional(List.of(0.0, 0.0, 0.0, 0.5, 0.5, 0.5))
        .build();
  }

  static byte[] encoded(KafkaConnection connection, PredictionRequested request) {
    return AvroCodec.of(connection.serdes(), PredictionRequested.class)
        .encode(Topics.PREDICTION_REQUESTED.name(), request);
  }

  private static void send(KafkaConnection connection, String topic, String key, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer = producer(connection)) {
      var unused =
          producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
      producer.flush();
    }
  }

  static KafkaProducer<byte[], byte[]> producer(KafkaConnection connection) {
    Map<String, Object> properties = new HashMap<>(connection.clientProperties());
    properties.put("key.serializer", ByteArraySerializer.class);
    properties.put("value.serializer", ByteArraySerializer.class);
    properties.put("acks", "all");
    return new KafkaProducer<>(properties);
  }

  static void send(KafkaConnection connection, List<byte[]> values) {
    try (KafkaProducer<byte[], byte[]> producer = producer(connection)) {
      for (int index = 0; index < values.size(); index++) {
        byte[] key = ("c-" + index).getBytes(StandardCharsets.UTF_8);
        var unused =
            producer.send(
                new ProducerRecord<>(Topics.PREDICTION_REQUESTED.name(), key, values.get(index)));
      }
      producer.flush();
    }
  }
}
