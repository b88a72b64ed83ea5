package io.athanor.acquisition.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.bench.PoisonedRun.Arm;
import io.athanor.acquisition.bench.PoisonedRun.Poison;
import io.athanor.acquisition.campaign.DriftTerms;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What detectors are measured on does what it says. */
class DriftRunTest {
  @Test
  void shouldFindWhatMovesAndBringCoverageBack() {
    LabelledStream stream = LabelledStream.madeUp(2, 1, 4);
    DriftRun engine = DriftRun.of(stream, DriftWay.ENGINE, 4);
    DriftRun still = DriftRun.of(stream, DriftWay.STATIC, 4);
    assertThat(engine.delay().orElseThrow()).isBetween(3, 59);
    assertThat(engine.falseAlarms()).isZero();
    assertThat(engine.after()).isBetween(0.87, 0.93);
    assertThat(still.delay()).isEmpty();
    assertThat(still.soon()).isLessThan(0.7);
    assertThat(engine.error()).as("it forgets what misleads").isLessThan(still.error());
    assertThat(DriftRun.of(stream, DriftWay.ENGINE, 4)).isEqualTo(engine);
  }

  @Test
  void shouldRefuseAStreamWithoutAChange() {
    assertThatThrownBy(() -> new LabelledStream(List.of(new double[1]), new double[1], 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("change at 1");
  }

  @Test
  void shouldSeldomSeeAChangeWhereThereIsNone() {
    for (FalseAlarms.Law law : FalseAlarms.Law.values()) {
      assertThat(Arrays.stream(FalseAlarms.count(law, 2, 1_000)).sum())
          .as(law.name())
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void shouldLearnAnOutcomeInTheTimeItSays() {
    assertThat(Arrays.stream(HeadUpdates.model(8, 20, 1)).boxed().toList())
        .hasSize(20)
        .allMatch(each -> each >= 0);
    assertThat(Arrays.stream(HeadUpdates.candidates(8, 30, 20, 1)).boxed().toList())
        .hasSize(20)
        .allMatch(each -> each >= 0);
  }

  @Test
  void shouldLeadACampaignOverPoisonedReadings() {
    List<Point> points = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      points.add(new Point(List.of(i / 30.0)));
      values.add(Math.sin(6 * i / 30.0));
    }
    DiscoveryPool pool =
        new DiscoveryPool(
            "wave", "height", true, List.of(new Parameter.Continuous("x", 0, 1)), points, values);
    Arm arm =
        new Arm(
            "answered",
            Surrogate.GAUSSIAN_PROCESS,
            Optional.of(new DriftTerms(true, 0.25, Optional.empty())));
    PoisonedRun clean = PoisonedRun.of(pool, Poison.CLEAN, arm, 12, 3);
    assertThat(clean.recommended()).isLessThan(0.3);
    for (Poison poison : Poison.values()) {
      PoisonedRun run = PoisonedRun.of(pool, poison, arm, 12, 3);
      assertThat(run.searched()).isNotNegative().isLessThanOrEqualTo(run.recommended());
      assertThat(PoisonedRun.of(pool, poison, arm, 12, 3)).as("by seed").isEqualTo(run);
    }
  }
}
