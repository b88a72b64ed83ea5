package io.athanor.acquisition.planner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import io.athanor.acquisition.planner.posterior.FitChain;
import io.athanor.acquisition.planner.posterior.GaussianMixture;
import io.athanor.acquisition.planner.posterior.Kernel;
import io.athanor.acquisition.planner.posterior.LinearCandidateModel;
import io.athanor.acquisition.planner.posterior.RandomForestModel;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model's joint posterior in the objective's unit: draws, marginals and covariances agree. */
class ModelJointTest {
  private static final int ROWS = 40;
  private static final int SEEN = 12;
  private static final Goal MINIMIZE = new Goal.Minimize();

  static List<CandidateModel> models() {
    SplittableRandom random = new SplittableRandom(4);
    FeatureMatrix features =
        new FeatureMatrix(ROWS, new int[] {0, 1}, random.doubles(2L * ROWS, -1.5, 1.5).toArray());
    List<Kernel> kernels = List.of(new Kernel(false, true, 2, 2), new Kernel(true, false, 2, 2));
    List<CandidateModel> models =
        List.of(
            new GaussianMixture(
                features, MINIMIZE, kernels, kernels.stream().map(FitChain::new).toList()),
            new LinearCandidateModel(features, MINIMIZE),
            new RandomForestModel(features, MINIMIZE, 3));
    double[] values = new double[SEEN];
    Arrays.setAll(
        values, i -> 40 + 9 * features.at(i, 0) - 5 * features.at(i, 1) * features.at(i, 1));
    List<Integer> first = IntStream.range(0, SEEN).boxed().toList();
    models.forEach(model -> model.observe(features.select(first), values));
    return models;
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldDrawWhatTheMarginalsSay(CandidateModel model) {
    Joint joint = Joint.of(model);
    int[] rows = {3, 20, 21, 35};
    double[] means = model.mean();
    double[] deviations = model.deviation();
    int draws = 6000;

    double[][] sampled = joint.samples(rows, draws, new SplittableRandom(8));

    for (int a = 0; a < rows.length; a++) {
      double mean = model.transform().toObjective(means[rows[a]]);
      double deviation = deviations[rows[a]] * model.transform().scale();
      double[] covariance = joint.covarianceWith(rows[a]);
      assertThat(covariance[rows[a]])
          .isCloseTo(deviation * deviation, within(1e-6 * deviation * deviation + 1e-9));
      for (int b = 0; b < rows.length; b++) {
        double other = deviations[rows[b]] * model.transform().scale();
        double centre = model.transform().toObjective(means[rows[b]]);
        double sum = 0;
        double product = 0;
        for (double[] draw : sampled) {
          sum += draw[a];
          product += (draw[a] - mean) * (draw[b] - centre);
        }
        assertThat(sum / draws).isCloseTo(mean, within(0.07 * deviation + 1e-4));
        assertThat(product / draws)
            .isCloseTo(covariance[rows[b]], within(0.1 * deviation * other + 1e-4));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldServeEveryFunctionThatNeedsIt(CandidateModel model) {
    double scale = model.transform().scale();
    double[] means = Arrays.stream(model.mean()).map(model.transform()::toObjective).toArray();
    double[] deviations = Arrays.stream(model.deviation()).map(d -> d * scale).toArray();
    Outcome outcome =
        new Outcome(
            MINIMIZE,
            means,
            deviations,
            model.noise() * scale,
            java.util.Optional.of(Joint.of(model)));
    View view =
        View.of(outcome, IntStream.range(0, SEEN).toArray(), IntStream.range(SEEN, ROWS).toArray());
    List<Double> bests = new ArrayList<>();
    for (AcquisitionFunction function :
        List.of(
            new ThompsonSampling(),
            NoisyExpectedImprovement.standard(),
            ProbabilityOfOptimality.standard(),
            MaxValueEntropy.standard(),
            KnowledgeGradient.standard(),
            IntegratedVariance.standard(),
            NoisyExpectedHypervolumeImprovement.standard(List.of(-100.0)))) {
      double[] values = function.values(view, Views.random(1));
      assertThat(values).doesNotContain(Double.NaN);
      assertThat(Arrays.stream(values, 0, SEEN)).containsOnly(Double.NEGATIVE_INFINITY);
      bests.add(Arrays.stream(values).max().orElseThrow());
    }
    assertThat(bests).doesNotContain(Double.NEGATIVE_INFINITY);
  }
}
