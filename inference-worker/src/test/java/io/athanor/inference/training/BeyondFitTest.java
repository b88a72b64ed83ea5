package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Extrapolation;
import io.athanor.inference.model.PropertyEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BeyondFitTest {
  private static final int ROWS = 50;

  /** The predictive of a random effect must cover kinds that it was not fitted on. */
  @Test
  void shouldCoverUnseenKindsWhoseOffsetsAreRandom() {
    Random random = new Random(7);
    int worlds = 400;
    double inside = 0;
    double asClaimed = 0;
    for (int world = 0; world < worlds; world++) {
      List<PropertyEstimate> estimates = new ArrayList<>();
      double[] labels = labels(random, 5, estimates);
      Extrapolation fitted = BeyondFit.of(estimates, labels, 5);
      List<PropertyEstimate> unseen = new ArrayList<>();
      for (double label : labels(random, 1, unseen)) {
        double deviation = Math.hypot(unseen.get(0).deviation(), fitted.spread());
        inside += Math.abs(label) <= fitted.intervalFactor() * deviation ? 1 : 0;
        asClaimed += Math.abs(label) <= 1.645 * unseen.get(0).deviation() ? 1 : 0;
      }
    }
    assertThat(inside / worlds / ROWS).isBetween(0.86, 0.94);
    assertThat(asClaimed / worlds / ROWS).isLessThan(0.6);
  }

  @Test
  void shouldAddNothingWhereEstimatesAreRightAlready() {
    Random random = new Random(8);
    List<PropertyEstimate> estimates = new ArrayList<>();
    double[] labels = new double[4_000];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = 0.1 * random.nextGaussian();
      estimates.add(new PropertyEstimate(0, 0.06, 0.08, -1, 1));
    }
    Extrapolation fitted = BeyondFit.of(estimates, labels, labels.length);
    assertThat(fitted.spread()).isLessThan(0.03);
    assertThat(fitted.intervalFactor()).isBetween(1.55, 1.75);
  }

  @Test
  void shouldKnowStudentsQuantiles() {
    assertThat(BeyondFit.student(3)).isCloseTo(2.353, within(0.03));
    assertThat(BeyondFit.student(5)).isCloseTo(2.015, within(0.005));
    assertThat(BeyondFit.student(1_000_000)).isCloseTo(1.645, within(0.001));
    assertThatThrownBy(() -> BeyondFit.student(0)).hasMessageContaining("kinds");
  }

  /** Errors of 0.1 about an offset of 0.3 per kind, where 0.1 is claimed. */
  private static double[] labels(Random random, int kinds, List<PropertyEstimate> estimates) {
    double[] labels = new double[kinds * ROWS];
    for (int kind = 0; kind < kinds; kind++) {
      double offset = 0.3 * random.nextGaussian();
      for (int row = 0; row < ROWS; row++) {
        labels[kind * ROWS + row] = offset + 0.1 * random.nextGaussian();
        estimates.add(new PropertyEstimate(0, 0.06, 0.08, -0.1645, 0.1645));
      }
    }
    return labels;
  }
}
