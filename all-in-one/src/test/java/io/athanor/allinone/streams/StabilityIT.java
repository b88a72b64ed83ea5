package io.athanor.allinone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.Candidate;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.SimulationCompleted;
import io.athanor.event.StabilityAssessed;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.identity.ContentHash;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.PerceptionConfig;
import io.athanor.streams.PerceptionProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Computations in, stability out, over several partitions and a restart on an empty disk. */
final class StabilityIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;

  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;
  private static KafkaConnection connection;
  private static SchemaRegistry client;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    registry = EmbeddedRegistry.start(connection("mock://none"), 0, PATIENCE);
    connection = connection(registry.url());
    client = SchemaRegistries.open(connection.serdes());
    TopicAdmin.create(connection, 3, Optional.empty(), PATIENCE);
  }

  @AfterAll
  static void stop() {
    client.close();
    registry.close();
    kafka.close();
  }

  private static KafkaConnection connection(String url) {
    return new KafkaConnection(
        kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", url));
  }

  @Test
  void shouldAssessAcrossPartitionsAndAfterItsDiskIsLost() throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            connection.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      try (PerceptionProcess first = perception("first")) {
        compute(producer, "LiFeO2", -1.6);
        compute(producer, "Li5FeO4", -1.9);
        compute(producer, "Fe2O3", -1.9);
        // LiFeO2 = half Fe2O3 and half Li5FeO4 by atoms; Li5FeO4 = 0.4 LiFeO2 and elements
        awaitEnergies(Map.of("Fe2O3", -1.9, "FeLiO2", -1.6 + 1.9, "FeLi5O4", -1.9 + 0.4 * 1.6));
        assertThat(first.isAlive()).isTrue();
      }
      compute(producer, "Li2O", -2.0);
      try (PerceptionProcess second = perception("second")) {
        awaitEnergies(
            Map.of(
                "FeLiO2", -1.6 + 1.9 * 5 / 8 + 2.0 * 3 / 8,
                "FeLi5O4", -1.9 + 1.9 / 4 + 2.0 * 3 / 4,
                "Li2O", -2.0));
        assertThat(second.isAlive()).isTrue();
      }
    }
  }

  /**
   * The last word on these formulas; the hull of a few certain figures moves little in the mean.
   */
  private static void awaitEnergies(Map<String, Double> expected) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, Double> last = new TreeMap<>();
              committed().forEach(each -> last.put(each.getFormula(), each.getEnergyAboveHull()));
              assertThat(last).containsKeys(expected.keySet().toArray(String[]::new));
              expected.forEach(
                  (formula, energy) ->
                      assertThat(last.get(formula)).as(formula).isEqualTo(energy, within(0.03)));
            });
  }

  private static PerceptionProcess perception(String disk) {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(PerceptionConfig.SETTINGS);
    Map<String, String> values = new HashMap<>();
    values.put(KafkaConnection.BOOTSTRAP_SERVERS.name(), kafka.bootstrapServers());
    values.put(KafkaConnection.REGISTRY_URL.name(), registry.url());
    values.put(PerceptionConfig.STATE_DIRECTORY.name(), directory.resolve(disk).toString());
    values.put(PerceptionConfig.INSTANCE_ID.name(), "it");
    PerceptionProcess process =
        PerceptionProcess.start(
            PerceptionConfig.of(Settings.of(values, known)), new SimpleMeterRegistry());
    Awaitility.await().atMost(PATIENCE).until(process::isReady);
    return process;
  }

  private static void compute(Producer<byte[], byte[]> producer, String formula, double energy)
      throws Exception {
    String candidateId =
        ContentHash.candidateId(
            Optional.of(Composition.parse(formula)), Map.of(), Optional.empty());
    Instant now = Instant.now();
    SimulationCompleted computed =
        SimulationCompleted.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId(EventIds.derived(now, formula))
                    .setSource("simulator/it")
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .build())
            .setCandidateId(candidateId)
            .setCandidate(
                Candidate.newBuilder().setCandidateId(candidateId).setFormula(formula).build())
            .setMethod("DFT/PBE")
            .setFidelity("high")
            .setConverged(true)
            .setProperties(
                Map.of("formation_energy_per_atom", new Quantity(energy, "eV", 0.001, 1)))
            .build();
    byte[] value =
        new AvroCodec<>(client, true, SimulationCompleted.class)
            .encode(Topics.SIMULATION_COMPLETED.name(), computed);
    producer
        .send(
            new ProducerRecord<>(
                Topics.SIMULATION_COMPLETED.name(),
                candidateId.getBytes(StandardCharsets.UTF_8),
                value))
        .get();
  }

  private static List<StabilityAssessed> committed() {
    Map<String, Object> properties = new HashMap<>(connection.clientProperties());
    properties.put("isolation.level", "read_committed");
    String topic = Topics.STABILITY_ASSESSED.name();
    AvroCodec<StabilityAssessed> codec =
        new AvroCodec<>(client, false, Topics.STABILITY_ASSESSED.type());
    List<StabilityAssessed> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          found.add(codec.decode(record.value()));
        }
      }
    }
    return found;
  }
}
