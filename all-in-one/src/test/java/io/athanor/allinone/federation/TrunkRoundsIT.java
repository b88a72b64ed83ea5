package io.athanor.allinone.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.federation.app.FederationApp;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.trainer.TrainerApp;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three sites, each with a broker of its own, average a network over a hub; one dies in between.
 */
class TrunkRoundsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int KILLED_IN = 2;
  private static final int LOOKED_FOR = 400;
  private static final int PARTITIONS = 3;

  @TempDir static Path directory;
  private static final List<TrunkSite> SITES = new ArrayList<>();
  private static final List<Spoken> SPOKEN = new ArrayList<>();
  private static final List<FederationApp> APPS = new ArrayList<>();
  private static EmbeddedKafka hub;

  @BeforeAll
  static void learn() throws IOException {
    hub = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("hub")));
    TopicAdmin.create(connection(), PARTITIONS, Optional.empty(), PATIENCE);
    for (int k = 0; k < 3; k++) {
      SITES.add(new TrunkSite(directory.resolve("site-" + k), k));
      SPOKEN.add(new Spoken());
    }
    for (TrunkSite one : SITES) {
      for (TrunkSite other : SITES) {
        one.introduce(other);
      }
    }
    for (int k = 0; k < 3; k++) {
      APPS.add(SITES.get(k).start(settings(k), SPOKEN.get(k), k == 2 ? KILLED_IN : -1));
    }
    await().atMost(PATIENCE).until(() -> !APPS.get(2).isAlive());
    APPS.get(2).close();
    APPS.set(2, SITES.get(2).start(settings(2), SPOKEN.get(2), -1));
    for (TrunkSite each : SITES) {
      await().atMost(PATIENCE).until(() -> each.releases().size() == 2);
    }
  }

  @AfterAll
  static void stop() {
    APPS.forEach(FederationApp::close);
    SITES.forEach(TrunkSite::close);
    if (hub != null) {
      hub.close();
    }
  }

  private static KafkaConnection connection() {
    return new KafkaConnection(
        hub.bootstrapServers(), Map.of(), Map.of("schema.registry.url", "mock://trunk-hub"));
  }

  private static Settings settings(int k) {
    return SITES.get(k).settings(hub.bootstrapServers());
  }

  private static ModelReleased candidate(TrunkSite site) {
    return site.releases().stream()
        .filter(each -> each.getStage() == RolloutStage.CANDIDATE)
        .findFirst()
        .orElseThrow();
  }

  /** The plain mean of the sites' weights by their records, after a round. */
  private static double[] mean(int round) {
    double[] sum = new double[SPOKEN.get(0).vectors().get(round).length];
    for (Spoken each : SPOKEN) {
      double[] vector = each.vectors().get(round);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    double records = sum[sum.length - 1];
    double[] mean = new double[sum.length - 1];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = sum[i] / records;
    }
    return mean;
  }

  private static float[] trained(StoredModel model) {
    List<Float> row = new ArrayList<>();
    for (String name : Parameters.shapes(model.manifest().shape()).keySet()) {
      if (!Parameters.FROZEN.contains(name)) {
        for (float value : model.weights().get(name).values()) {
          row.add(value);
        }
      }
    }
    float[] values = new float[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }

  @Test
  void shouldGiveEverySiteThePlainMeanOfAllWeights() {
    double[] expected = mean(TrunkSite.ROUNDS);
    for (TrunkSite site : SITES) {
      ModelReleased word = candidate(site);
      assertThat(word.getParentDigest()).isEqualTo(site.base.digest());
      assertThat(word.getReason()).isEqualTo("averaged over 3 passes of 3 sites");
      StoredModel own = site.stored(word.getDigest());
      assertThat(own.manifest().shape().properties()).isEqualTo(TrunkSite.PROPERTIES);
      assertThat(own.manifest().version()).isEqualTo("1.f1");
      float[] weights = trained(own);
      assertThat(weights).hasSameSizeAs(expected);
      for (int i = 0; i < weights.length; i++) {
        assertThat((double) weights[i])
            .isCloseTo(expected[i], within((double) Math.ulp((float) expected[i])));
      }
    }
    // all rounds were trained, each from the average of the one before
    assertThat(mean(1)).isNotEqualTo(mean(2));
    assertThat(SPOKEN).allMatch(each -> each.vectors().keySet().size() == TrunkSite.ROUNDS + 1);
  }

  @Test
  void shouldHaveTheSameAverageEverywhereToStartFromAgain() throws IOException {
    List<String> averages = new ArrayList<>();
    for (TrunkSite site : SITES) {
      String average = Files.readString(site.directory.resolve("state/trunk/last-average")).strip();
      assertThat(trained(site.stored(average)))
          .isEqualTo(trained(site.stored(candidate(site).getDigest())));
      averages.add(average);
    }
    assertThat(averages).containsOnly(averages.get(0));
  }

  /** Sums follow on each other, and a site that starts again reads them as they were closed. */
  @Test
  void shouldSayEveryStepInOneOrder() {
    var said = HubTraffic.records(connection(), Topics.FEDERATION_PROGRESSED.name());
    assertThat(said.stream().map(each -> new String(each.key(), StandardCharsets.UTF_8)).distinct())
        .hasSizeGreaterThan(TrunkSite.ROUNDS);
    assertThat(said).allMatch(each -> each.partition() == 0);
  }

  @Test
  void shouldBeAChallengerAtEachSitesOwnGateAndServeNobody() {
    for (int k = 0; k < 3; k++) {
      TrunkSite site = SITES.get(k);
      String digest = candidate(site).getDigest();
      try (TrainerApp trainer = site.trainer(settings(k))) {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    Rollout.of(site.releases())
                        .shadow()
                        .map(Rollout.Word::digest)
                        .equals(Optional.of(digest)));
        assertThat(trainer.isAlive()).isTrue();
      }
      Rollout rollout = Rollout.of(site.releases());
      assertThat(rollout.champion().map(Rollout.Word::digest)).contains(site.base.digest());
      assertThat(rollout.canary()).isEmpty();
    }
  }

  @Test
  void shouldLeaveNoLabelAndNoSitesWeightsAtTheHub() throws IOException {
    byte[] written = HubTraffic.segments(directory.resolve("hub"));
    for (int k = 0; k < 3; k++) {
      List<byte[]> labels = new ArrayList<>();
      SITES.get(k).labels.forEach(each -> labels.addAll(spellings(each)));
      assertThat(HubTraffic.found(written, labels)).isEmpty();
      assertThat(
              HubTraffic.found(
                  HubTraffic.segments(SITES.get(k).directory.resolve("kafka")), labels))
          .hasSizeGreaterThan(SITES.get(k).labels.size() - 1);
      List<byte[]> weights = new ArrayList<>();
      int looked = 0;
      for (double each : SPOKEN.get(k).vectors().get(1)) {
        // what was zero and stays so is in every file
        if (Math.abs(each) > 1e-3 && each != Math.rint(each) && looked++ < LOOKED_FOR) {
          weights.addAll(spellings(each));
        }
      }
      assertThat(looked).isGreaterThan(LOOKED_FOR);
      assertThat(HubTraffic.found(written, weights)).isEmpty();
    }
  }

  private static List<byte[]> spellings(double value) {
    return HubTraffic.spellings(
        new LearningSite.Fact("a number of", "one of the sites", "", value, new float[0]));
  }
}
