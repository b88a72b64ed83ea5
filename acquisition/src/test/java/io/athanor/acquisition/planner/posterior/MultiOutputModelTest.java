package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultiOutputModelTest {
  private static final Kernel KERNEL = new Kernel(true, false, 2, 2);
  private static final Goal MORE = new Goal.Maximize();
  private final SplittableRandom random = new SplittableRandom(6);
  private final FeatureMatrix candidates = Fields.uniform(120, 2, random);
  private final double[] one =
      Fields.values(candidates, x -> Math.sin(2.5 * x[0]) * Math.cos(2 * x[1]));

  private MultiOutputModel model(double[] other, int both, int onlyOther) {
    MultiOutputModel model = new MultiOutputModel(candidates, List.of(MORE, MORE), KERNEL);
    double[][] values = new double[both + onlyOther][];
    for (int i = 0; i < values.length; i++) {
      values[i] = new double[] {i < both ? one[i] : Double.NaN, other[i]};
    }
    model.observe(Fields.first(candidates, values.length), values);
    return model;
  }

  private double error(MultiOutputModel model) {
    double sum = 0;
    double[] mean = model.mean(0);
    for (int i = 0; i < one.length; i++) {
      sum += Math.pow(model.transform(0).toObjective(mean[i]) - one[i], 2);
    }
    return Math.sqrt(sum / one.length);
  }

  private double[] alone() {
    double[] nothing = new double[one.length];
    Arrays.setAll(nothing, i -> Seeds.gaussian(random));
    return nothing;
  }

  @Test
  void shouldPredictAMissingOutputBetterWithTheOther() {
    double[] related = one.clone();
    Arrays.setAll(related, i -> 100 - 30 * one[i] + 2 * Seeds.gaussian(random));
    MultiOutputModel helped = model(related, 12, 50);
    MultiOutputModel unhelped = model(related, 12, 0);
    assertThat(helped.correlation(0, 1)).isBetween(-1.0, -0.7);
    assertThat(error(helped)).isLessThan(0.6 * error(unhelped));
  }

  @Test
  void shouldNotBeMisledByAnUnrelatedOutput() {
    double[] unrelated = alone();
    double with = error(model(unrelated, 20, 40));
    double without = error(model(unrelated, 20, 0));
    assertThat(with).isLessThan(1.15 * without);
  }

  @Test
  void shouldEqualOneProcessWhereThereIsOneOutput() {
    MultiOutputModel model = new MultiOutputModel(candidates, List.of(MORE), KERNEL);
    int n = 15;
    double[][] values = new double[n][];
    double[] flat = new double[n];
    for (int i = 0; i < n; i++) {
      flat[i] = one[i];
      values[i] = new double[] {one[i]};
    }
    FeatureMatrix observed = Fields.first(candidates, n);
    model.observe(observed, values);
    double[] targets = TargetTransform.fit(MORE, flat, n).apply(flat, n);
    double[] logs = GaussianProcess.fit(KERNEL, observed, targets, List.of(KERNEL.defaults()), 25);
    GaussianProcess process = new GaussianProcess(KERNEL, logs, candidates);
    for (int i = 0; i < n; i++) {
      process.append(observed, i);
    }
    assertThat(model.mean(0)).containsExactly(process.mean(targets), within(1e-9));
    model.await(candidates, 40);
    process.append(candidates, 40);
    double[] deviation = model.deviation(0);
    for (int i = 0; i < deviation.length; i++) {
      assertThat(deviation[i] * deviation[i]).isCloseTo(process.variance()[i], within(1e-9));
    }
  }

  @Test
  void shouldDrawOutputsTogether() {
    double[] related = one.clone();
    Arrays.setAll(related, i -> 5 * one[i] + 0.1 * Seeds.gaussian(random));
    MultiOutputModel model = model(related, 10, 0);
    int[] chosen = {70, 71};
    double[] mean = new double[4];
    double[][] product = new double[4][4];
    int draws = 4000;
    for (int s = 0; s < draws; s++) {
      double[][] draw = model.sample(chosen, random);
      double[] flat = {draw[0][0], draw[0][1], draw[1][0], draw[1][1]};
      for (int a = 0; a < 4; a++) {
        mean[a] += flat[a] / draws;
        for (int b = 0; b < 4; b++) {
          product[a][b] += flat[a] * flat[b] / draws;
        }
      }
    }
    for (int a = 0; a < 4; a++) {
      double deviation = model.deviation(a / 2)[chosen[a % 2]];
      assertThat(mean[a])
          .isCloseTo(model.mean(a / 2)[chosen[a % 2]], within(5 * deviation / Math.sqrt(draws)));
      assertThat(product[a][a] - mean[a] * mean[a])
          .isCloseTo(deviation * deviation, within(0.12 * deviation * deviation));
    }
    double covariance = product[0][2] - mean[0] * mean[2];
    double correlation = covariance / (model.deviation(0)[70] * model.deviation(1)[70]);
    assertThat(correlation).isCloseTo(model.correlation(0, 1), within(0.1));
  }
}
