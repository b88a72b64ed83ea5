package io.athanor.allinone.federation;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.HeadFederated;
import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionMade;
import io.athanor.event.Quantity;
import io.athanor.event.RolloutStage;
import io.athanor.federation.app.FederationApp;
import io.athanor.federation.app.FederationConfig;
import io.athanor.federation.app.Wanted;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A site with a broker of its own, on which its records lie. */
final class LearningSite implements AutoCloseable {
  static final String DIGEST = "0f".repeat(32);
  static final int DIMENSION = 32;
  static final int RECORDS = 40;
  private static final Instant NOW = Instant.parse("2026-11-27T09:00:00.123456Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A record as the site has it. */
  record Fact(String candidate, String reading, String property, double value, float[] embedding) {}

  final List<Fact> facts = new ArrayList<>();
  final Path directory;
  final EmbeddedKafka kafka;
  final KafkaConnection connection;
  private final SchemaRegistry registry;
  private final int number;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  LearningSite(Path directory, int number) throws IOException {
    this.directory = directory;
    this.number = number;
    this.kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    this.connection =
        new KafkaConnection(
            kafka.bootstrapServers(),
            Map.of(),
            Map.of("schema.registry.url", "mock://learning-site-" + number));
    this.registry = SchemaRegistries.open(connection.serdes());
    TopicAdmin.create(connection, 1, Optional.empty(), PATIENCE);
    Ed25519.readOrCreate(directory.resolve("site.pem"));
  }

  /** Gives its public key to another. */
  void introduce(LearningSite other) throws IOException {
    Path keys = Files.createDirectories(other.directory.resolve("keys"));
    Files.copy(directory.resolve("site.pem.pub"), keys.resolve("site-" + number + ".pub"));
  }

  /** Fills the log; {@code spoiled} gives it a value of heat that no sum takes. */
  void fill(boolean spoiled) {
    Random random = new Random(100 + number);
    for (int i = 0; i < RECORDS; i++) {
      float[] embedding = new float[DIMENSION];
      for (int j = 0; j < DIMENSION; j++) {
        embedding[j] = (float) random.nextGaussian();
      }
      String candidate = "secret-candidate-%d-%d".formatted(number, i);
      double gap = 2 + embedding[0] + 0.1 * random.nextGaussian();
      double heat = -1 + 0.5 * embedding[1] + 0.1 * random.nextGaussian();
      fact(candidate, "secret-reading-gap-%d-%d".formatted(number, i), "gap", gap, embedding);
      boolean last = spoiled && i == RECORDS - 1;
      fact(
          candidate,
          "secret-reading-heat-%d-%d".formatted(number, i),
          "heat",
          last ? 1e300 : heat,
          embedding);
    }
    send();
  }

  private void fact(
      String candidate, String reading, String property, double value, float[] embedding) {
    facts.add(new Fact(candidate, reading, property, value, embedding));
  }

  private void send() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            connection.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      put(
          producer,
          Topics.MODEL_RELEASED,
          "m@" + DIGEST,
          ModelReleased.newBuilder()
              .setMeta(meta("01936c00-0000-7000-8000-000000000001"))
              .setModelName("m")
              .setVersion("1")
              .setDigest(DIGEST)
              .setMetrics(Map.of())
              .setStage(RolloutStage.CHAMPION)
              .setProperties(List.of("gap"))
              .setEmbeddingSize(DIMENSION)
              .build());
      for (Fact each : facts) {
        List<Float> embedding = new ArrayList<>();
        for (float value : each.embedding()) {
          embedding.add(value);
        }
        put(producer, Topics.PREDICTION_MADE, each.candidate(), prediction(each, embedding));
        put(producer, Topics.OBSERVATION_DERIVED, each.candidate(), observation(each));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the site's own log does not take its records", e);
    }
  }

  private static PredictionMade prediction(Fact fact, List<Float> embedding) {
    return PredictionMade.newBuilder()
        .setMeta(meta("p-" + fact.candidate()))
        .setCandidateId(fact.candidate())
        .setRequestId("q")
        .setPredictions(List.of())
        .setEmbedding(embedding)
        .setModelName("m")
        .setModelDigest(DIGEST)
        .setOutOfDomain(0)
        .build();
  }

  private static ObservationDerived observation(Fact fact) {
    return ObservationDerived.newBuilder()
        .setMeta(meta("o-" + fact.reading()))
        .setCandidateId(fact.candidate())
        .setSampleId("sample")
        .setProperty(fact.property())
        .setQuantity(Quantity.newBuilder().setValue(fact.value()).setUnit("eV").build())
        .setTechnique("scalar")
        .setMethod("as-reported/1")
        .setFidelity("experiment")
        .setReadingId(fact.reading())
        .setReadingRecordedAt(NOW)
        .build();
  }

  private static Meta meta(String id) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(NOW)
        .setRecordedAt(NOW)
        .build();
  }

  private <T extends SpecificRecord> void put(
      KafkaProducer<byte[], byte[]> producer, Topic<T> topic, String key, T event) {
    sent.add(
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                key.getBytes(StandardCharsets.UTF_8),
                new AvroCodec<>(registry, true, topic.type()).encode(topic.name(), event))));
  }

  /** Its application. */
  FederationApp start(KafkaConnection hub, Duration phase) {
    return FederationApp.start(
        new FederationConfig(
            connection,
            hub,
            directory.resolve("site.pem"),
            directory.resolve("keys"),
            directory.resolve("state"),
            List.of(new Wanted("gap", "eV", 1), new Wanted("heat", "eV", 1)),
            number == 0,
            Optional.empty(),
            Duration.ofDays(1),
            phase,
            3,
            Optional.empty(),
            Optional.empty()));
  }

  /** What came out on its own log. */
  List<HeadFederated> heads() {
    AvroCodec<HeadFederated> codec = new AvroCodec<>(registry, false, HeadFederated.class);
    return HubTraffic.records(connection, Topics.HEAD_FEDERATED.name()).stream()
        .map(each -> codec.decode(each.value()))
        .toList();
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }
}
