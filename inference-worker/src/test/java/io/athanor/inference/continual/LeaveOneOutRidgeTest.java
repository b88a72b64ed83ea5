package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LeaveOneOutRidgeTest {
  @Test
  void shouldFindALinearRule() {
    double[][] rows = rows(60);
    double[] targets = targets(rows, 0, 1);
    LeaveOneOutRidge ridge = LeaveOneOutRidge.fit(rows, targets);
    assertThat(ridge.weights()[0]).isCloseTo(2, within(0.01));
    assertThat(ridge.weights()[1]).isCloseTo(-1, within(0.01));
    assertThat(ridge.weights()[2]).isCloseTo(0, within(0.01));
    assertThat(ridge.intercept()).isCloseTo(5, within(0.01));
    assertThat(ridge.error()).isLessThan(0.01);
  }

  @Test
  void shouldExpectOfUnseenRowsAboutWhatItMeets() {
    double[][] rows = rows(60);
    double[] targets = targets(rows, 0.5, 2);
    LeaveOneOutRidge ridge = LeaveOneOutRidge.fit(rows, targets);
    double[][] unseen = rows(4_000);
    double[] truth = targets(unseen, 0.5, 3);
    double error = 0;
    for (int row = 0; row < unseen.length; row++) {
      double said = ridge.intercept();
      for (int i = 0; i < 3; i++) {
        said += ridge.weights()[i] * unseen[row][i];
      }
      error += Math.abs(said - truth[row]) / unseen.length;
    }
    assertThat(ridge.error()).isBetween(0.75 * error, 1.35 * error);
  }

  private static double[][] rows(int count) {
    Random random = new Random(count);
    double[][] rows = new double[count][3];
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return rows;
  }

  private static double[] targets(double[][] rows, double noise, long seed) {
    Random random = new Random(seed);
    double[] targets = new double[rows.length];
    for (int row = 0; row < targets.length; row++) {
      targets[row] = 5 + 2 * rows[row][0] - rows[row][1] + noise * random.nextGaussian();
    }
    return targets;
  }
}
