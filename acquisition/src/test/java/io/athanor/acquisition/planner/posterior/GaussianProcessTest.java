package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
  private static final int N = 14;
  private static final int D = 3;
  private final SplittableRandom random = new SplittableRandom(5);
  private final FeatureMatrix features =
      new FeatureMatrix(N, new int[] {0, 1, 1}, random.doubles(N * (long) D, -1.5, 1.5).toArray());
  private final double[] values =
      IntStream.range(0, N)
          .mapToDouble(i -> features.at(i, 0) * 2 + Math.sin(features.at(i, 1)))
          .toArray();
  private final Kernel kernel = new Kernel(false, true, 2, D);
  private final double[] logs = {0.2, -0.4, 0.3, -3, -1.2};

  private double covariance(int i, int j) {
    double squared = 0;
    double product = 0;
    for (int c = 0; c < D; c++) {
      double scale = Math.exp(logs[features.groupOf(c)]);
      squared += Math.pow((features.at(i, c) - features.at(j, c)) / scale, 2);
      product += features.at(i, c) * features.at(j, c);
    }
    double s = Math.sqrt(5 * squared);
    return Math.exp(logs[2]) * (1 + s + s * s / 3) * Math.exp(-s) + Math.exp(logs[4]) * product / D;
  }

  private SimpleMatrix gram(int[] points, double noise) {
    SimpleMatrix gram = new SimpleMatrix(points.length, points.length);
    for (int a = 0; a < points.length; a++) {
      for (int b = 0; b < points.length; b++) {
        gram.set(a, b, covariance(points[a], points[b]) + (a == b ? noise : 0));
      }
    }
    return gram;
  }

  @Test
  void shouldEqualTheTextbookPosteriorIncludingPendingPoints() {
    int[] observed = {0, 3, 5, 8};
    int[] conditioned = {0, 3, 5, 8, 11, 3};
    GaussianProcess process = new GaussianProcess(kernel, logs, features);
    Arrays.stream(conditioned).forEach(i -> process.append(features, i));
    double[] targets = Arrays.stream(observed).mapToDouble(i -> values[i]).toArray();
    SimpleMatrix alpha =
        gram(observed, Math.exp(logs[3]))
            .solve(new SimpleMatrix(observed.length, 1, true, targets));
    SimpleMatrix inverse = gram(conditioned, Math.exp(logs[3])).invert();
    for (int i = 0; i < N; i++) {
      int row = i;
      SimpleMatrix toObserved =
          new SimpleMatrix(
              4, 1, true, Arrays.stream(observed).mapToDouble(o -> covariance(row, o)).toArray());
      SimpleMatrix toAll =
          new SimpleMatrix(
              6,
              1,
              true,
              Arrays.stream(conditioned).mapToDouble(o -> covariance(row, o)).toArray());
      assertThat(process.mean(targets)[i]).isCloseTo(toObserved.dot(alpha), within(1e-9));
      assertThat(process.variance()[i])
          .isCloseTo(covariance(i, i) - toAll.dot(inverse.mult(toAll)), within(1e-9));
    }
    double joint = process.covariance(new int[] {1, 2})[1];
    SimpleMatrix one =
        new SimpleMatrix(
            6, 1, true, Arrays.stream(conditioned).mapToDouble(o -> covariance(1, o)).toArray());
    SimpleMatrix two =
        new SimpleMatrix(
            6, 1, true, Arrays.stream(conditioned).mapToDouble(o -> covariance(2, o)).toArray());
    assertThat(joint).isCloseTo(covariance(1, 2) - one.dot(inverse.mult(two)), within(1e-9));
  }

  @Test
  void shouldGiveTheSameBitsWhetherGrownOrRebuilt() {
    GaussianProcess grown = new GaussianProcess(kernel, logs, features);
    grown.append(features, 1);
    grown.append(features, 9);
    grown.append(features, 4);
    grown.truncate(2);
    grown.append(features, 2);
    GaussianProcess rebuilt = new GaussianProcess(kernel, logs, features);
    List.of(1, 9, 2).forEach(i -> rebuilt.append(features, i));
    assertThat(grown.variance()).containsExactly(rebuilt.variance());
    double[] targets = {1, 2, 3};
    assertThat(grown.mean(targets)).containsExactly(rebuilt.mean(targets));
  }

  @Test
  void shouldDifferentiateTheMarginalLikelihood() {
    for (Kernel each :
        List.of(kernel, new Kernel(false, false, 2, D), new Kernel(true, false, 2, D))) {
      LogPosterior objective = new LogPosterior(each, features, values);
      double[] point = each.defaults();
      for (int i = 0; i < point.length; i++) {
        point[i] += 0.3 * i - 0.2;
      }
      double[] gradient = new double[point.length];
      assertThat(objective.value(point)).isFinite();
      objective.gradient(gradient);
      for (int i = 0; i < point.length; i++) {
        double[] up = point.clone();
        double[] down = point.clone();
        up[i] += 1e-5;
        down[i] -= 1e-5;
        double slope = (objective.value(up) - objective.value(down)) / 2e-5;
        assertThat(gradient[i]).as("%s, hyperparameter %d", each, i).isCloseTo(slope, within(1e-5));
      }
    }
  }

  @Test
  void shouldFindABetterFitThanTheDefaults() {
    double[] fit = GaussianProcess.fit(kernel, features, values, List.of(kernel.defaults()), 50);
    LogPosterior objective = new LogPosterior(kernel, features, values);
    double[] gradient = new double[kernel.size()];
    double start = objective.value(kernel.defaults());
    assertThat(objective.value(fit)).isLessThan(start - 1);
    objective.gradient(gradient);
    for (int i = 0; i < fit.length; i++) {
      boolean free = fit[i] > kernel.lowest(i) + 1e-9 && fit[i] < kernel.highest(i) - 1e-9;
      assertThat(free ? gradient[i] : 0).isCloseTo(0, within(0.05));
    }
  }
}
