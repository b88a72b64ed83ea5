package io.athanor.allinone.federation;

import io.athanor.allinone.embedded.Committed;
import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.event.Candidate;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.RolloutStage;
import io.athanor.federation.app.FederationApp;
import io.athanor.federation.app.FederationConfig;
import io.athanor.inference.model.Property;
import io.athanor.inference.rollout.Releases;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.trainer.TrainerApp;
import io.athanor.inference.trainer.TrainerConfig;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A site with a broker of its own, labelled materials on it, and a small network. */
final class TrunkSite implements AutoCloseable {
  static final List<Property> PROPERTIES =
      List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.PEROVSKITE_HEAT);
  static final int ROUNDS = 3;

  private static final Instant NOW = Instant.parse("2026-11-27T09:00:00.123456Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String[] CATIONS = {"Li", "Na", "K", "Rb", "Mg", "Ca", "Sr", "Zn"};
  private static final String[] ANIONS = {"F", "Cl", "O"};

  static {
    SchemaRegistries.trustOurs();
  }

  final List<Double> labels = new ArrayList<>();
  final Path directory;
  final StoredModel base;
  final KafkaConnection connection;
  private final EmbeddedKafka kafka;
  private final int number;

  TrunkSite(Path directory, int number) throws IOException {
    this.directory = directory;
    this.number = number;
    this.base = TinyModel.store(directory.resolve("store"), 5);
    this.kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    this.connection =
        new KafkaConnection(
            kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", registry()));
    TopicAdmin.create(connection, 1, Optional.empty(), PATIENCE);
    Ed25519.readOrCreate(directory.resolve("site.pem"));
    fill();
  }

  private String registry() {
    return "mock://trunk-site-" + number;
  }

  /** Gives its public key to another. */
  void introduce(TrunkSite other) throws IOException {
    Path keys = Files.createDirectories(other.directory.resolve("keys"));
    Files.copy(directory.resolve("site.pem.pub"), keys.resolve("site-" + number + ".pub"));
  }

  /** As its people would set it. */
  Settings settings(String hub) {
    Map<String, String> values = new HashMap<>();
    values.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    values.put("schema.registry.url", registry());
    values.put("inference.model.store", directory.resolve("store").toString());
    values.put("inference.model.trained", directory.resolve("made").toString());
    values.put("inference.model.name", TinyModel.NAME);
    values.put("federation.hub.bootstrap-servers", hub);
    values.put("federation.hub.registry-url", "mock://trunk-hub");
    values.put("federation.identity", directory.resolve("site.pem").toString());
    values.put("federation.keys", directory.resolve("keys").toString());
    values.put("federation.state", directory.resolve("state").toString());
    values.put("federation.coordinator", Boolean.toString(number == 0));
    values.put("federation.trunk.properties", "heat_all, formation_energy_per_atom");
    values.put("federation.trunk.rounds", Integer.toString(ROUNDS));
    return Settings.of(values, EngineSettings.all());
  }

  /** Its application. */
  FederationApp start(Settings settings, Spoken spoken, int killedIn) {
    FederationConfig config = FederationConfig.of(settings);
    NetworkPlaces places =
        NetworkPlaces.of(settings, config, config.trunk().orElseThrow().properties());
    spoken.learner(new NetworkLearner(places, InstantSource.system()), killedIn);
    return FederationApp.start(config, Optional.of(spoken));
  }

  /** Its trainer, which never refreshes. */
  TrainerApp trainer(Settings settings) {
    return TrainerApp.start(
        TrainerConfig.of(settings),
        () -> {
          throw new IllegalStateException("nothing is to be refreshed here");
        },
        new SimpleMeterRegistry(),
        InstantSource.system());
  }

  /** What was said of versions on its log. */
  List<ModelReleased> releases() {
    return Committed.events(connection, Topics.MODEL_RELEASED);
  }

  /** A version that it has. */
  StoredModel stored(String digest) {
    return ModelStore.directory(directory.resolve("made"))
        .load(TinyModel.NAME, Optional.of(digest));
  }

  private void fill() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            connection.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      ModelReleased champion =
          Releases.of(base)
              .setMeta(meta("01936c00-0000-7000-8000-000000000001"))
              .setStage(RolloutStage.CHAMPION)
              .build();
      put(producer, Topics.MODEL_RELEASED, Rollout.key(champion), champion);
      Random random = new Random(100 + number);
      for (int each = 0; each < 20 + 6 * number; each++) {
        MaterialUpdated material = material(number, each, random);
        for (Property property : PROPERTIES) {
          labels.add(material.getProperties().get(property.key()).getMean().getValue());
        }
        put(producer, Topics.MATERIAL_UPDATED, material.getCandidateId(), material);
      }
      producer.flush();
    }
  }

  /** One of a site's materials, measured. */
  static MaterialUpdated material(int number, int each, Random random) {
    String formula =
        CATIONS[each % CATIONS.length]
            + (1 + each / CATIONS.length)
            + ANIONS[(each + number) % ANIONS.length]
            + 2;
    String id = "secret-candidate-%d-%d".formatted(number, each);
    double energy = -1.5 + 0.3 * (each % CATIONS.length) + 0.05 * random.nextGaussian();
    double heat = 0.7 * energy + 3 + 0.05 * random.nextGaussian();
    return MaterialUpdated.newBuilder()
        .setMeta(meta(id))
        .setCandidateId(id)
        .setCandidate(Candidate.newBuilder().setCandidateId(id).setFormula(formula).build())
        .setChange(MaterialChange.ADMITTED)
        .setMemberships(List.of())
        .setProperties(
            Map.of(
                PROPERTIES.get(0).key(), summary(energy), PROPERTIES.get(1).key(), summary(heat)))
        .setVersion(1)
        .setEventsRecordedAt(NOW)
        .build();
  }

  private static PropertySummary summary(double value) {
    Quantity quantity = new Quantity(value, "eV", null, 1);
    return PropertySummary.newBuilder()
        .setLatest(quantity)
        .setMean(quantity)
        .setOccurredAt(NOW)
        .setMethod("as-reported/1")
        .setTechnique("calorimetry")
        .setBasis("experiment")
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
    byte[] value = AvroCodec.of(connection.serdes(), topic.type()).encode(topic.name(), event);
    var unused =
        producer.send(
            new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  @Override
  public void close() {
    kafka.close();
  }
}
