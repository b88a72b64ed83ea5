package io.athanor.allinone.inference;

import static io.athanor.allinone.embedded.Committed.events;
import static io.athanor.allinone.inference.InferenceBench.PATIENCE;
import static io.athanor.allinone.inference.InferenceBench.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.event.ModelReleased;
import io.athanor.event.PredictionMade;
import io.athanor.event.PredictionRequested;
import io.athanor.event.RolloutStage;
import io.athanor.inference.continual.Refreshed;
import io.athanor.inference.continual.Refresher;
import io.athanor.inference.model.Weights;
import io.athanor.inference.rollout.GateRules;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.trainer.TrainerApp;
import io.athanor.inference.trainer.TrainerConfig;
import io.athanor.inference.training.Sample;
import io.athanor.inference.worker.InferenceApp;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Labels lead to a refresh, the refreshed version through shadow and canary to all campaigns, and
 * one that is worse out again: over a real broker, with the worker answering beside.
 */
class TrainerIT {
  private static final int EVERY = 16;

  @TempDir Path directory;
  @TempDir Path store;
  @TempDir Path trained;
  private StoredModel shipped;
  private StoredModel champion;

  @BeforeEach
  void releaseAModelThatIsNotAsGoodAsItCouldBe() {
    shipped = ModelStore.classpath().load("ember", Optional.empty());
    champion = ModelStore.write(store, shipped.manifest(), scaled(1.3f), true);
  }

  /** Refreshes by replacing the weights: by the good ones first, then by ever worse ones. */
  private final class Replacing implements Refresher {
    private final AtomicInteger count;

    Replacing(AtomicInteger count) {
      this.count = count;
    }

    @Override
    public Refreshed refresh(
        StoredModel parent, List<Sample> fresh, List<Sample> replay, long seed) {
      int number = count.incrementAndGet();
      StoredModel made =
          ModelStore.write(
              trained,
              descended(parent.digest(), "refresh-" + number),
              number == 1 ? shipped.weights() : scaled(1.3f + 0.05f * number),
              false);
      return new Refreshed(made, 1, fresh.size(), replay.size(), 0, Map.of(), List.of());
    }

    @Override
    public void close() {
      // nothing is kept
    }
  }

  @Test
  void shouldRollABetterVersionOutAndAWorseOneBack() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      KafkaConnection connection = connection(kafka, "mock://trainer");
      InferenceBench.createTopics(connection);
      InferenceConfig config = config(connection);
      AtomicInteger refreshes = new AtomicInteger();
      try (InferenceApp worker = InferenceApp.start(config, new SimpleMeterRegistry());
          LabelledLog log = new LabelledLog(connection, shipped)) {
        Awaitility.await().atMost(PATIENCE).until(worker::isReady);
        log.campaigns(8);
        try (TrainerApp trainer = start(config, refreshes)) {
          Awaitility.await().atMost(PATIENCE).until(trainer::isReady);
          log.label(EVERY);
          await(connection, RolloutStage.SHADOW);
          log.label(18);
          ModelReleased canary = await(connection, RolloutStage.CANARY);
          assertThat(canary.getShare()).isEqualTo(0.5);
          awaitScoredBy(connection, canary.getDigest(), log.pool());
        }
        // whoever comes next knows from the log how far it is
        try (TrainerApp trainer = start(config, refreshes)) {
          Awaitility.await().atMost(PATIENCE).until(trainer::isReady);
          log.label(40);
          ModelReleased full = await(connection, RolloutStage.CHAMPION, "athanor/trainer");
          assertThat(full.getReason()).startsWith("it predicts better than the champion: +");
          assertThat(full.getParentDigest()).isEqualTo(champion.digest());
          assertThat(full.getMetrics()).containsKeys("gate/log-e-value", "refresh/fresh");
          awaitScoredBy(connection, full.getDigest(), log.pool());
          log.label(60);
          ModelReleased back = await(connection, RolloutStage.RETIRED);
          assertThat(back.getReason()).startsWith("it predicts worse than the champion: -");
          assertThat(rollout(connection).champion().map(Rollout.Word::digest))
              .contains(full.getDigest());
          assertThat(trainer.isAlive() && worker.isAlive()).isTrue();
        }
        assertEachAnsweredByTheVersionItWanted(connection);
      }
    }
  }

  private TrainerApp start(InferenceConfig config, AtomicInteger refreshes) {
    TrainerConfig settings =
        new TrainerConfig(
            config, true, EVERY, List.of("experiment"), 100, 0.5, GateRules.USUAL, 1_000, 1);
    return TrainerApp.start(
        settings,
        () -> new Replacing(refreshes),
        new SimpleMeterRegistry(),
        InstantSource.system());
  }

  private InferenceConfig config(KafkaConnection connection) {
    return InferenceBench.config(
        connection, "one", store.toString(), Optional.of(trained.toString()));
  }

  private static List<ModelReleased> said(KafkaConnection connection) {
    return events(connection, Topics.MODEL_RELEASED).stream()
        .sorted(Comparator.comparing(each -> each.getMeta().getId()))
        .toList();
  }

  private static Rollout rollout(KafkaConnection connection) {
    return Rollout.of(said(connection));
  }

  private static ModelReleased await(KafkaConnection connection, RolloutStage stage) {
    return await(connection, stage, "athanor/trainer");
  }

  private static ModelReleased await(
      KafkaConnection connection, RolloutStage stage, String source) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                said(connection).stream()
                    .filter(each -> each.getStage() == stage)
                    .filter(each -> each.getMeta().getSource().equals(source))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static void awaitScoredBy(
      KafkaConnection connection, String digest, Set<String> candidates) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                events(connection, Topics.PREDICTION_MADE).stream()
                    .filter(each -> each.getModelDigest().equals(digest))
                    .map(PredictionMade::getCandidateId)
                    .collect(Collectors.toSet())
                    .containsAll(candidates));
  }

  private static void assertEachAnsweredByTheVersionItWanted(KafkaConnection connection) {
    Map<String, String> wanted =
        events(connection, Topics.PREDICTION_REQUESTED).stream()
            .collect(
                Collectors.toMap(
                    each -> each.getMeta().getId(),
                    PredictionRequested::getModelDigest,
                    (one, same) -> one));
    assertThat(wanted).isNotEmpty();
    assertThat(events(connection, Topics.PREDICTION_MADE))
        .allMatch(each -> each.getModelDigest().equals(wanted.get(each.getRequestId())));
    assertThat(events(connection, Topics.DEAD_LETTER_INFERENCE_WORKER)).isEmpty();
  }

  private ModelManifest descended(String parent, String version) {
    ModelManifest manifest = shipped.manifest();
    return new ModelManifest(
        manifest.format(),
        manifest.name(),
        version,
        Optional.of(parent),
        manifest.shape(),
        manifest.tensors(),
        manifest.literature(),
        manifest.calibrations(),
        manifest.beyond(),
        manifest.pools(),
        manifest.metrics(),
        manifest.data());
  }

  private Weights scaled(float factor) {
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    shipped
        .weights()
        .entries()
        .forEach(
            (name, entry) -> {
              float[] values = entry.values().clone();
              for (int index = 0; index < values.length; index++) {
                values[index] *= factor;
              }
              entries.put(name, new Weights.Entry(entry.shape(), values));
            });
    return new Weights(entries);
  }
}
