package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class KnownNoiseTest {
  private static final int N = 24;
  private final SplittableRandom random = new SplittableRandom(3);
  private final FeatureMatrix features =
      new FeatureMatrix(N, new int[] {0, 1}, random.doubles(2L * N, -1.5, 1.5).toArray());
  private final Kernel kernel = new Kernel(false, true, 2, 2);
  private final double[] values =
      IntStream.range(0, N)
          .mapToDouble(i -> 10 + 3 * features.at(i, 0) + features.at(i, 1))
          .toArray();
  private final double[] variances = random.doubles(N, 0, 4).toArray();

  private GaussianMixture mixture() {
    return new GaussianMixture(
        features, new Goal.Maximize(), List.of(kernel), List.of(new FitChain(kernel)));
  }

  private List<CandidateModel> models() {
    return List.of(mixture(), new LinearCandidateModel(features, new Goal.Maximize()));
  }

  @Test
  void shouldAddKnownVariancesToTheDiagonal() {
    double[] logs = {0.2, -0.4, 0.3, -3, -1.2};
    GaussianProcess process = new GaussianProcess(kernel, logs, features);
    SimpleMatrix prior = new SimpleMatrix(N, N);
    for (int i = 0; i < N; i++) {
      double[] row = process.covarianceWith(i);
      for (int j = 0; j < N; j++) {
        prior.set(i, j, row[j]);
      }
    }
    SimpleMatrix gram = prior.copy();
    for (int i = 0; i < N; i++) {
      process.append(features, i, variances[i]);
      gram.set(i, i, gram.get(i, i) + Math.exp(-3) + variances[i]);
    }
    SimpleMatrix mean = prior.mult(gram.solve(new SimpleMatrix(N, 1, true, values)));
    SimpleMatrix left = prior.minus(prior.mult(gram.solve(prior)));
    for (int i = 0; i < N; i++) {
      assertThat(process.mean(values)[i]).isCloseTo(mean.get(i), within(1e-9));
      assertThat(process.variance()[i]).isCloseTo(left.get(i, i), within(1e-9));
    }
  }

  @Test
  void shouldDifferentiateTheMarginalLikelihoodWithKnownVariances() {
    LogPosterior objective = new LogPosterior(kernel, features, values, variances);
    double[] point = kernel.defaults();
    double[] gradient = new double[point.length];
    assertThat(objective.value(point)).isFinite();
    objective.gradient(gradient);
    for (int i = 0; i < point.length; i++) {
      double[] up = point.clone();
      double[] down = point.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (objective.value(up) - objective.value(down)) / 2e-5;
      assertThat(gradient[i]).isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
    }
  }

  /** Two thirds of the values are worthless, and said to be: they must do little harm. */
  @Test
  void shouldTrustEachValueAsFarAsItsErrorAllows() {
    double[] noisy = values.clone();
    double[] reported = new double[N];
    for (int i = 0; i < N; i++) {
      if (i % 3 != 0) {
        noisy[i] += i % 2 == 0 ? 8 : -8;
        reported[i] = 64;
      }
    }
    for (int m = 0; m < 2; m++) {
      CandidateModel told = models().get(m);
      told.observe(features, noisy, reported);
      CandidateModel untold = models().get(m);
      untold.observe(features, noisy);
      assertThat(error(told)).as("model %d", m).isLessThan(0.5 * error(untold));
      // one more measurement like those before carries the errors of those before
      assertThat(told.noise() * told.transform().scale()).isBetween(5.0, 9.0);
    }
  }

  private double error(CandidateModel model) {
    double[] mean = model.mean();
    return Math.sqrt(
        IntStream.range(0, N)
            .mapToDouble(i -> Math.pow(model.transform().toObjective(mean[i]) - values[i], 2))
            .average()
            .orElseThrow());
  }

  @Test
  void shouldChangeNothingWhereNoErrorIsKnown() {
    for (int m = 0; m < 2; m++) {
      CandidateModel told = models().get(m);
      told.observe(features, values, new double[N]);
      CandidateModel untold = models().get(m);
      untold.observe(features, values);
      told.await(features, 3);
      untold.await(features, 3);
      assertThat(told.mean()).containsExactly(untold.mean());
      assertThat(told.deviation()).containsExactly(untold.deviation());
    }
  }

  @Test
  void shouldGiveTheSameBitsWhetherGrownOrRebuilt() {
    GaussianMixture grown = mixture();
    for (int n = 1; n <= N; n++) {
      List<Integer> first = IntStream.range(0, n).boxed().toList();
      grown.observe(features.select(first), Arrays.copyOf(values, n), Arrays.copyOf(variances, n));
      grown.await(features, n % N);
    }
    GaussianMixture rebuilt = mixture();
    rebuilt.observe(features, values, variances);
    rebuilt.await(features, 0);
    assertThat(grown.mean()).containsExactly(rebuilt.mean());
    assertThat(grown.deviation()).containsExactly(rebuilt.deviation());
  }

  @Test
  void shouldRefuseVariancesThatAreNone() {
    double[] negative = variances.clone();
    negative[5] = -1;
    for (CandidateModel model : models()) {
      assertThatThrownBy(() -> model.observe(features, values, negative))
          .hasMessageContaining("variances[5]");
      assertThatThrownBy(() -> model.observe(features, values, new double[2]))
          .hasMessageContaining("expected 24");
    }
  }
}
