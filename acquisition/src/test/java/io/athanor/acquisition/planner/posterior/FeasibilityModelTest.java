package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeasibilityModelTest {
  private static double probabilityOfSuccess(double[] x) {
    return NormalMath.distribution(1.5 * x[0] - x[1] * x[1] + 1);
  }

  /** Against the posterior itself, integrated over a grid of the two latent values. */
  @Test
  void shouldApproximateTheExactPosterior() {
    FeatureMatrix rows = new FeatureMatrix(3, new int[] {0}, new double[] {0, 1, 0.5});
    FeatureMatrix tried = rows.select(List.of(0, 1));
    for (boolean second : new boolean[] {true, false}) {
      FeasibilityModel model = new FeasibilityModel(rows, new double[] {1}, new double[] {2});
      model.observe(tried, new boolean[] {true, second});
      double[][] k = new double[3][3];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          k[i][j] = 1 + 2 * Kernel.matern(Math.abs(rows.at(i, 0) - rows.at(j, 0)));
        }
      }
      double determinant = k[0][0] * k[1][1] - k[0][1] * k[0][1];
      double[] numerator = new double[3];
      double denominator = 0;
      double step = 0.05;
      for (double a = -9; a < 9; a += step) {
        for (double b = -9; b < 9; b += step) {
          double ia = (k[1][1] * a - k[0][1] * b) / determinant;
          double ib = (k[0][0] * b - k[0][1] * a) / determinant;
          double weight =
              Math.exp(-0.5 * (a * ia + b * ib))
                  * NormalMath.distribution(a)
                  * NormalMath.distribution(second ? b : -b);
          denominator += weight;
          for (int c = 0; c < 3; c++) {
            double mean = k[c][0] * ia + k[c][1] * ib;
            double gainA = (k[1][1] * k[c][0] - k[0][1] * k[c][1]) / determinant;
            double gainB = (k[0][0] * k[c][1] - k[0][1] * k[c][0]) / determinant;
            double left = Math.max(0, k[c][c] - k[c][0] * gainA - k[c][1] * gainB);
            numerator[c] += weight * NormalMath.distribution(mean / Math.sqrt(1 + left));
          }
        }
      }
      ProbitPosterior sites =
          ProbitPosterior.fit(
              new double[] {k[0][0], k[0][1], k[0][1], k[1][1]}, new boolean[] {true, second});
      double exact = denominator * step * step / (2 * Math.PI * Math.sqrt(determinant));
      assertThat(sites.logEvidence()).isCloseTo(Math.log(exact), within(2e-3));
      double[] log = model.logProbability();
      for (int c = 0; c < 3; c++) {
        assertThat(Math.exp(log[c])).isCloseTo(numerator[c] / denominator, within(5e-3));
      }
    }
  }

  @Test
  void shouldBeCalibrated() {
    SplittableRandom random = new SplittableRandom(8);
    double[] said = new double[10];
    double[] happened = new double[10];
    double[] count = new double[10];
    double loss = 0;
    double foil = 0;
    int all = 0;
    for (int repeat = 0; repeat < 6; repeat++) {
      FeatureMatrix candidates = Fields.uniform(260, 2, random);
      double[] truth = Fields.values(candidates, FeasibilityModelTest::probabilityOfSuccess);
      boolean[] succeeded = new boolean[60];
      int successes = 0;
      for (int i = 0; i < succeeded.length; i++) {
        succeeded[i] = random.nextDouble() < truth[i];
        successes += succeeded[i] ? 1 : 0;
      }
      double rate = (successes + 1.0) / (succeeded.length + 2);
      FeasibilityModel model = new FeasibilityModel(candidates);
      model.observe(Fields.first(candidates, succeeded.length), succeeded);
      double[] log = model.logProbability();
      for (int i = succeeded.length; i < candidates.rows(); i++) {
        double p = Math.exp(log[i]);
        int bin = (int) Math.min(9, 10 * p);
        said[bin] += p;
        happened[bin] += truth[i];
        count[bin]++;
        loss -= truth[i] * log[i] + (1 - truth[i]) * Math.log1p(-p);
        foil -= truth[i] * Math.log(rate) + (1 - truth[i]) * Math.log1p(-rate);
        all++;
      }
    }
    double calibrationError = 0;
    for (int bin = 0; bin < 10; bin++) {
      calibrationError += Math.abs(said[bin] - happened[bin]) / all;
    }
    assertThat(calibrationError).isLessThan(0.04);
    assertThat(loss).isLessThan(0.75 * foil);
  }

  @Test
  void shouldShunTheNeighboursOfAFailureAndNeverBeSure() {
    FeatureMatrix line =
        new FeatureMatrix(5, new int[] {0}, new double[] {-1.5, -1.4, 0, 1.4, 1.5});
    FeasibilityModel model = new FeasibilityModel(line);
    assertThat(model.logProbability()).containsOnly(Math.log(0.5));
    model.observe(line.select(List.of(0, 4)), new boolean[] {false, true});
    double[] log = model.logProbability();
    assertThat(log[1]).isLessThan(log[2]).isLessThan(Math.log(0.5));
    assertThat(log[2]).isCloseTo(Math.log(0.5), within(1e-6));
    assertThat(log[3]).isGreaterThan(log[2]);
    boolean[] always = new boolean[5];
    Arrays.fill(always, true);
    model.observe(line, always);
    for (double each : model.logProbability()) {
      assertThat(each).isBetween(-0.5, -1e-6);
    }
  }

  @Test
  void shouldRefuseOutcomesThatBelongToNoRow() {
    FeatureMatrix line = new FeatureMatrix(1, new int[] {0}, new double[] {0});
    assertThatThrownBy(() -> new FeasibilityModel(line).observe(line, new boolean[2]))
        .hasMessageContaining("succeeded: expected 1");
  }
}
