package io.athanor.loadtests.scenario;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.ObservationDerived;
import io.athanor.event.ReadingReported;
import io.athanor.loadtests.driver.Directories;
import io.athanor.loadtests.report.ScenarioResult;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.PerceptionApp;
import io.athanor.streams.PerceptionConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The scenarios share one embedded broker in a temporary directory. The registry is in memory: it
 * is asked once per schema and cached, so it is no part of what is measured.
 */
public final class Scenarios implements AutoCloseable {
  private static final String BASELINE_TOPIC = "load-baseline";
  private static final int PARTITIONS = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Set<String> ONE_PER_READING =
      Set.of("overpotential", "power_conversion_efficiency");

  private final Path directory;
  private final EmbeddedKafka broker;
  private final Settings settings;
  private final KafkaConnection kafka;

  private Scenarios(Path directory, EmbeddedKafka broker, Settings settings) {
    this.directory = directory;
    this.broker = broker;
    this.settings = settings;
    this.kafka = KafkaConnection.of(settings);
  }

  /** Starts the broker and creates the topics. */
  public static Scenarios start() throws IOException {
    Path directory = Files.createTempDirectory("athanor-load-");
    EmbeddedKafka broker = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    Collection<io.athanor.schemas.settings.Setting<?>> known =
        new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(PerceptionConfig.SETTINGS);
    Settings settings =
        Settings.of(
            Map.of(
                KafkaConnection.BOOTSTRAP_SERVERS.name(),
                broker.bootstrapServers(),
                SerdeConfig.URL,
                "mock://loadtests",
                "streams.state-dir",
                directory.resolve("streams").toString()),
            known);
    Scenarios scenarios = new Scenarios(directory, broker, settings);
    TopicAdmin.create(scenarios.kafka, PARTITIONS, Optional.empty(), TIMEOUT);
    try (Admin admin = Admin.create(scenarios.kafka.clientProperties())) {
      admin
          .createTopics(List.of(new NewTopic(BASELINE_TOPIC, PARTITIONS, (short) 1)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
    return scenarios;
  }

  /** 01: readings through a topic of the broker and nothing else. */
  public ScenarioResult brokerBaseline(LoadPlan plan, long seed, Clock clock) {
    AvroCodec<ReadingReported> codec = AvroCodec.of(kafka.serdes(), ReadingReported.class);
    return new Pipe(
            "01-broker-baseline",
            kafka,
            BASELINE_TOPIC,
            BASELINE_TOPIC,
            bytes -> Optional.of(codec.decode(bytes).getSampleId()))
        .run(plan, seed, clock);
  }

  /** 02: readings in, observations out, with perception between and no inference. */
  public ScenarioResult perception(LoadPlan plan, long seed, Clock clock) {
    AvroCodec<ObservationDerived> codec = AvroCodec.of(kafka.serdes(), ObservationDerived.class);
    try (PerceptionApp perception =
        PerceptionApp.start(PerceptionConfig.of(settings), new SimpleMeterRegistry())) {
      awaitReady(perception);
      return new Pipe(
              "02-perception-without-inference",
              kafka,
              Topics.READING_REPORTED.name(),
              Topics.OBSERVATION_DERIVED.name(),
              bytes -> sample(codec.decode(bytes)))
          .run(plan, seed + 1, clock);
    }
  }

  @Override
  public void close() {
    broker.close();
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("temporary directory " + directory + " remains", e);
    }
  }

  /** A curve gives several observations; one of them stands for the reading. */
  private static Optional<String> sample(ObservationDerived observation) {
    return ONE_PER_READING.contains(observation.getProperty())
        ? Optional.of(observation.getSampleId())
        : Optional.empty();
  }

  private static void awaitReady(PerceptionApp perception) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!perception.isReady()) {
      if (!perception.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("perception did not get ready within " + TIMEOUT);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
  }
}
