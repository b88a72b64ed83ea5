package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.drift.DriftAlarm;
import io.athanor.acquisition.topology.AcquisitionTopologyTest.Clock;
import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.Quantity;
import io.athanor.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a model version whose predictions no longer fit. */
class DriftTopologyTest {
  private static final int POOL = 220;
  private static final String VERSION = "ember@digest";

  private final Clock clock = new Clock();
  private final Driven topology = new Driven(clock);
  private final SplittableRandom random = new SplittableRandom(8);
  private int ids;

  @AfterEach
  void close() {
    topology.close();
  }

  private Meta meta() {
    return Meta.newBuilder()
        .setId("event-" + ids++)
        .setSource("test")
        .setOccurredAt(clock.instant())
        .setRecordedAt(clock.instant())
        .build();
  }

  private void begin() {
    topology.define(Driven.definition("oer", POOL).setMeta(meta()).setBudget(1).setSeed(3).build());
    for (int i = 0; i < POOL; i++) {
      topology.say(
          Topics.MATERIAL_UPDATED,
          "c-" + i,
          Driven.admitted("oer", i, POOL).setMeta(meta()).build());
    }
  }

  private void predict(int candidate, List<Float> embedding) {
    topology.say(
        Topics.PREDICTION_MADE,
        "c-" + candidate,
        Driven.predicted(candidate, "oer")
            .setMeta(meta())
            .setPredictions(
                List.of(new PropertyPrediction("density", "g/cm3", 5.0, 1.0, 1.0, 4.0, 6.0, 0.9)))
            .setEmbedding(embedding)
            .build());
  }

  private void observe(int candidate, double density) {
    topology.say(
        Topics.OBSERVATION_DERIVED,
        "oer",
        ObservationDerived.newBuilder()
            .setMeta(meta())
            .setCampaignId("oer")
            .setCandidateId("c-" + candidate)
            .setSampleId("sample")
            .setProperty("density")
            .setQuantity(Quantity.newBuilder().setValue(density).setUnit("g/cm3").build())
            .setTechnique("scalar")
            .setMethod("as-reported/1")
            .setFidelity("experiment")
            .setReadingId("reading-" + candidate)
            .setReadingRecordedAt(clock.instant())
            .build());
  }

  @Test
  void shouldSayThatAVersionCannotHoldItsCoverageAndIsToBeDemoted() {
    begin();
    for (int i = 0; i < POOL; i++) {
      predict(i, List.of());
      observe(i, 5 + 2 * random.nextGaussian());
    }
    List<DriftDetected> drifts = topology.drifts();
    assertThat(drifts).extracting(DriftDetected::getSubject).containsOnly(VERSION);
    List<DriftDetected> coverage =
        drifts.stream().filter(each -> each.getKind() == DriftKind.COVERAGE).toList();
    assertThat(coverage).hasSize(2);
    assertThat(coverage.get(0).getAnswers())
        .contains(DriftAlarm.REFRESH)
        .doesNotContain(DriftAlarm.DEMOTION);
    assertThat(coverage.get(1).getAnswers()).containsExactly(DriftAlarm.DEMOTION, DriftAlarm.ALERT);
    assertThat(coverage.get(1).getProperty()).isEqualTo("density");
    assertThat(coverage.get(1).getStatistic()).isLessThan(coverage.get(1).getThreshold());
    assertThat(coverage.get(1).getMessage()).contains("repair does not bring it back");
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void shouldSayWhereAVersionsErrorsMoved() {
    begin();
    for (int i = 0; i < POOL; i++) {
      predict(i, List.of());
      observe(i, 5 + 0.5 * random.nextGaussian() + (i < 120 ? 0 : 1.2));
    }
    DriftDetected moved =
        topology.drifts().stream()
            .filter(each -> each.getKind() != DriftKind.COVERAGE)
            .findFirst()
            .orElseThrow();
    assertThat(moved.getKind()).isIn(DriftKind.RESIDUALS, DriftKind.EVIDENCE);
    assertThat(moved.getSubject()).isEqualTo(VERSION);
    assertThat(moved.getEstimate().getUnit()).isEqualTo("g/cm3");
    assertThat(moved.getEstimate().getValue()).isBetween(0.7, 1.7);
    assertThat(moved.getMessage()).contains("went up by").contains("since reading reading-1");
    assertThat(moved.getAnswers()).containsExactly(DriftAlarm.REFRESH, DriftAlarm.ALERT);
    assertThat(moved.getMeta().getCausedBy()).hasSize(1);
  }

  @Test
  void shouldSayThatCandidatesLieElsewhereInLatentSpace() {
    begin();
    for (int i = 0; i < 192; i++) {
      List<Float> embedding = new ArrayList<>();
      for (int d = 0; d < 4; d++) {
        embedding.add((float) (random.nextGaussian() + (i < 128 ? 0 : 1.5)));
      }
      predict(i, embedding);
    }
    assertThat(topology.drifts())
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.getKind()).isEqualTo(DriftKind.EMBEDDINGS);
              assertThat(drift.getSubject()).isEqualTo(VERSION);
              assertThat(drift.getStatistic()).isLessThanOrEqualTo(drift.getThreshold());
              assertThat(drift.getMessage()).contains("MMD2");
            });
  }
}
