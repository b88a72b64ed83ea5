package io.athanor.allinone.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.AcquisitionApp;
import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.allinone.embedded.Committed;
import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FeatureKind;
import io.athanor.event.Goal;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.Objective;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Parameter;
import io.athanor.event.ParameterKind;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.Quantity;
import io.athanor.event.SurrogateKind;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acquisition on a real broker: a whole campaign, over a restart, with every fact told twice. */
class AcquisitionAppIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String CAMPAIGN = "campaign-1";
  private static final int POOL = 200;
  private static final int BUDGET = 40;

  @TempDir Path directory;

  @Test
  void shouldSpendTheBudgetExactlyOverARestart() {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("broker")))) {
      KafkaConnection connection =
          new KafkaConnection(
              kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", "mock://acquire"));
      TopicAdmin.create(connection, 2, Optional.empty(), PATIENCE);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      try (AcquisitionApp app = start(connection);
          KafkaProducer<byte[], byte[]> producer = producer(connection)) {
        app.onFailure(failure::set);
        send(producer, connection, Topics.CAMPAIGN_DEFINED, CAMPAIGN, definition());
        for (int i = 0; i < POOL; i++) {
          send(producer, connection, Topics.MATERIAL_UPDATED, "c-" + i, candidate(i));
        }
        work(producer, connection, 0, BUDGET / 2);
      }
      try (AcquisitionApp app = start(connection);
          KafkaProducer<byte[], byte[]> producer = producer(connection)) {
        app.onFailure(failure::set);
        work(producer, connection, BUDGET / 2, BUDGET);
        List<ExperimentProposed> all = Committed.events(connection, Topics.EXPERIMENT_PROPOSED);
        assertThat(all.stream().map(ExperimentProposed::getOrdinal))
            .containsExactlyElementsOf(IntStream.range(0, BUDGET).boxed().toList());
        assertThat(all.stream().map(ExperimentProposed::getExperimentId)).doesNotHaveDuplicates();
        assertThat(all.stream().map(ExperimentProposed::getCandidateId)).doesNotHaveDuplicates();
        assertThat(all.get(BUDGET - 1).getWhy().getObservations()).isEqualTo(BUDGET - 1);
        assertThat(Committed.events(connection, Topics.DEAD_LETTER_ACQUISITION)).isEmpty();
        assertThat(app.isReady()).isTrue();
      }
      assertThat(failure.get()).isNull();
    }
  }

  @Test
  void shouldSetAsideWhatIsNoEvent() {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("broker")))) {
      KafkaConnection connection =
          new KafkaConnection(
              kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", "mock://refuse"));
      TopicAdmin.create(connection, 2, Optional.empty(), PATIENCE);
      try (AcquisitionApp app = start(connection);
          KafkaProducer<byte[], byte[]> producer = producer(connection)) {
        byte[] bytes = "this is no Avro".getBytes(StandardCharsets.UTF_8);
        for (Topic<?> topic :
            List.of(Topics.MATERIAL_UPDATED, Topics.OBSERVATION_DERIVED, Topics.CAMPAIGN_DEFINED)) {
          var unused = producer.send(new ProducerRecord<>(topic.name(), bytes, bytes));
        }
        send(producer, connection, Topics.MATERIAL_UPDATED, "c-1", candidate(1));
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> Committed.events(connection, Topics.DEAD_LETTER_ACQUISITION).size() == 4);
        assertThat(Committed.events(connection, Topics.DEAD_LETTER_ACQUISITION))
            .extracting(DeadLetter::getCode)
            .containsExactlyInAnyOrder(
                "undecodable", "undecodable", "undecodable", "unknown-campaign");
        assertThat(app.isAlive()).isTrue();
      }
    }
  }

  /** Measures whatever is proposed until so many have been proposed. */
  private static void work(
      KafkaProducer<byte[], byte[]> producer, KafkaConnection connection, int from, int to) {
    AvroCodec<ExperimentProposed> codec =
        AvroCodec.of(connection.serdes(), ExperimentProposed.class);
    int seen = 0;
    Instant deadline = Instant.now().plus(PATIENCE);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(connection)) {
      fromBeginning(consumer, Topics.EXPERIMENT_PROPOSED);
      while (seen < to) {
        assertThat(Instant.now()).as("%d of %d proposals", seen, to).isBefore(deadline);
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          ExperimentProposed proposal = codec.decode(each.value());
          // the last one before the restart is left open: it is answered after it
          if (proposal.getOrdinal() >= from - 1 && proposal.getOrdinal() < to - 1) {
            ObservationDerived observation = observation(proposal);
            send(producer, connection, Topics.OBSERVATION_DERIVED, CAMPAIGN, observation);
            send(producer, connection, Topics.OBSERVATION_DERIVED, CAMPAIGN, observation);
          }
          seen++;
        }
      }
    }
  }

  private AcquisitionApp start(KafkaConnection connection) {
    AcquisitionApp app =
        AcquisitionApp.start(
            new AcquisitionConfig(
                connection,
                "athanor-acquisition",
                Optional.of("acquisition-0"),
                directory.resolve("state"),
                1,
                Duration.ofMillis(50),
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                Duration.ofSeconds(1),
                Optional.empty()),
            new SimpleMeterRegistry());
    Awaitility.await().atMost(PATIENCE).until(app::isReady);
    return app;
  }

  private static Meta meta(String id) {
    Instant now = Instant.now();
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .build();
  }

  private static CampaignDefined definition() {
    Parameter parameter =
        Parameter.newBuilder().setName("x").setKind(ParameterKind.CONTINUOUS).build();
    return CampaignDefined.newBuilder()
        .setMeta(meta("definition"))
        .setCampaignId(CAMPAIGN)
        .setName("test")
        .setObjectives(
            List.of(
                Objective.newBuilder()
                    .setProperty("gap")
                    .setUnit("eV")
                    .setGoal(Goal.MINIMIZE)
                    .build()))
        .setSearch(new Pool(POOL, List.of(parameter)))
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                .setSurrogate(SurrogateKind.GAUSSIAN_PROCESS)
                .setFeatures(List.of(FeatureKind.PARAMETERS))
                .build())
        .setBudget(BUDGET)
        .setSeed(3)
        .build();
  }

  private static MaterialUpdated candidate(int index) {
    return MaterialUpdated.newBuilder()
        .setMeta(meta("admission-" + index))
        .setCandidateId("c-" + index)
        .setCandidate(
            Candidate.newBuilder()
                .setCandidateId("c-" + index)
                .setParameters(Map.of("x", (double) index / POOL))
                .build())
        .setChange(MaterialChange.ADMITTED)
        .setMemberships(List.of(new Membership(CAMPAIGN, index, null)))
        .setAdmittedTo(CAMPAIGN)
        .setVersion(1)
        .build();
  }

  private static ObservationDerived observation(ExperimentProposed proposal) {
    double x = (double) proposal.getPoolIndex() / POOL;
    return ObservationDerived.newBuilder()
        .setMeta(meta("observation-" + proposal.getOrdinal()))
        .setCampaignId(CAMPAIGN)
        .setExperimentId(proposal.getExperimentId())
        .setCandidateId(proposal.getCandidateId())
        .setSampleId("sample-" + proposal.getOrdinal())
        .setProperty("gap")
        .setQuantity(
            Quantity.newBuilder().setValue(1 + (x - 0.4) * (x - 0.4)).setUnit("eV").build())
        .setTechnique("scalar")
        .setMethod("as-reported/1")
        .setFidelity("experiment")
        .setReadingId("reading-" + proposal.getOrdinal())
        .setReadingRecordedAt(Instant.now())
        .build();
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaConnection connection) {
    Map<String, Object> properties = new HashMap<>(connection.clientProperties());
    properties.put("key.serializer", ByteArraySerializer.class);
    properties.put("value.serializer", ByteArraySerializer.class);
    properties.put("acks", "all");
    return new KafkaProducer<>(properties);
  }

  private static <T extends SpecificRecord> void send(
      KafkaProducer<byte[], byte[]> producer,
      KafkaConnection connection,
      Topic<T> topic,
      String key,
      T event) {
    byte[] value = AvroCodec.of(connection.serdes(), topic.type()).encode(topic.name(), event);
    var unused =
        producer.send(
            new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaConnection connection) {
    Map<String, Object> properties = new HashMap<>(connection.clientProperties());
    properties.put("key.deserializer", ByteArrayDeserializer.class);
    properties.put("value.deserializer", ByteArrayDeserializer.class);
    properties.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(properties);
  }

  private static List<TopicPartition> fromBeginning(
      KafkaConsumer<byte[], byte[]> consumer, Topic<?> topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }
}
