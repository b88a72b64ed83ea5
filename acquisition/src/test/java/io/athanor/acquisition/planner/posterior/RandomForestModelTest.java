package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class RandomForestModelTest {
  private static final Goal MORE = new Goal.Maximize();
  private final SplittableRandom random = new SplittableRandom(12);
  private final FeatureMatrix candidates = Fields.uniform(300, 6, random);
  // a step and an interaction in three of six columns
  private final double[] truth =
      Fields.values(candidates, x -> (x[0] > 0.3 ? 6 : 0) + (x[1] > 0 && x[2] < 0.5 ? 4 : 0));

  private <T extends CandidateModel> T taught(T model, int count, double noise) {
    SplittableRandom errors = new SplittableRandom(1);
    double[] values = new double[count];
    Arrays.setAll(values, i -> truth[i] + noise * Seeds.gaussian(errors));
    model.observe(Fields.first(candidates, count), values);
    return model;
  }

  private RandomForestModel forest(long seed) {
    return new RandomForestModel(candidates, MORE, seed);
  }

  @Test
  void shouldLearnStepsBetterThanAProcess() {
    Kernel kernel = new Kernel(true, false, 6, 6);
    CandidateModel process =
        taught(
            new GaussianMixture(candidates, MORE, List.of(kernel), List.of(new FitChain(kernel))),
            150,
            0.3);
    assertThat(Fields.error(taught(forest(1), 150, 0.3), truth))
        .isLessThan(0.8 * Fields.error(process, truth));
  }

  @Test
  void shouldFindTheMeansOfGroups() {
    FeatureMatrix groups = new FeatureMatrix(2, new int[] {0}, new double[] {-1, 1});
    FeatureMatrix observed = groups.select(random.ints(400, 0, 2).boxed().toList());
    double[] values = Fields.values(observed, x -> 10 + 5 * x[0] + Seeds.gaussian(random));
    RandomForestModel model = new RandomForestModel(groups, new Goal.Target(0), 1);
    model.observe(observed, values);
    double[] sums = new double[2];
    double[] counts = new double[2];
    for (int i = 0; i < values.length; i++) {
      int group = observed.at(i, 0) < 0 ? 0 : 1;
      sums[group] += values[i];
      counts[group]++;
    }
    for (int group = 0; group < 2; group++) {
      assertThat(model.transform().toObjective(model.mean()[group]))
          .isCloseTo(sums[group] / counts[group], within(0.03));
      // what is left within a leaf is all noise here, and the forest cannot know it
      assertThat(model.deviation()[group] * model.transform().scale()).isBetween(0.7, 1.3);
    }
  }

  @Test
  void shouldWidenWhereItsErrorsAreLarge() {
    RandomForestModel model = taught(forest(1), 150, 0.3);
    double[] mean = model.mean();
    double[] deviation = model.deviation();
    int covered = 0;
    double[] errors = new double[150];
    double[] said = new double[150];
    for (int i = 150; i < 300; i++) {
      errors[i - 150] = Math.abs(model.transform().apply(truth[i]) - mean[i]);
      said[i - 150] = deviation[i];
      covered += errors[i - 150] < 1.645 * deviation[i] ? 1 : 0;
    }
    assertThat(covered / 150.0).isBetween(0.8, 1.0);
    assertThat(Correlations.spearman(errors, said)).isGreaterThan(0.3);
  }

  @Test
  void shouldGiveTheSameBitsForTheSameSeedOnly() {
    assertThat(taught(forest(1), 60, 0.3).mean())
        .containsExactly(taught(forest(1), 60, 0.3).mean());
    assertThat(taught(forest(2), 60, 0.3).mean()).isNotEqualTo(taught(forest(1), 60, 0.3).mean());
  }

  @Test
  void shouldNarrowByTheConditionalOfItsOwnCovariance() {
    RandomForestModel model = taught(forest(1), 60, 0.3);
    int n = candidates.rows();
    SimpleMatrix prior = new SimpleMatrix(n, n);
    for (int i = 0; i < n; i++) {
      prior.setRow(i, 0, model.covarianceWith(i));
    }
    double noise = model.noise() * model.noise();
    SimpleMatrix toTwo = prior.extractVector(true, 200).concatRows(prior.extractVector(true, 250));
    SimpleMatrix gram =
        new SimpleMatrix(
            new double[][] {
              {prior.get(200, 200) + noise, prior.get(200, 250)},
              {prior.get(200, 250), prior.get(250, 250) + noise}
            });
    SimpleMatrix left = prior.minus(toTwo.transpose().mult(gram.solve(toTwo)));
    double[] before = model.mean();
    model.await(candidates, 200);
    model.await(candidates, 250);
    assertThat(model.mean()).containsExactly(before);
    for (int i = 0; i < n; i++) {
      double deviation = model.deviation()[i];
      assertThat(deviation * deviation).isCloseTo(left.get(i, i), within(1e-9));
    }
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < 4000; s++) {
      double draw = model.sample(new int[] {210, 211}, random)[0];
      sum += draw / 4000;
      squares += draw * draw / 4000;
    }
    double variance = left.get(210, 210);
    assertThat(sum).isCloseTo(before[210], within(0.08 * Math.sqrt(variance)));
    assertThat(squares - sum * sum).isCloseTo(variance, within(0.12 * variance));
  }

  @Test
  void shouldKnowNothingBeforeTheFirstValueAndLittleAfterIt() {
    RandomForestModel model = forest(1);
    assertThat(model.deviation()).containsOnly(1);
    model.await(candidates, 3);
    assertThat(model.deviation()[4]).isEqualTo(1);
    taught(model, 0, 0);
    assertThat(model.deviation()).containsOnly(1);
    taught(model, 1, 0);
    assertThat(model.mean()).doesNotContain(Double.NaN);
    assertThat(model.deviation()).doesNotContain(Double.NaN);
  }

  @Test
  void shouldListenLessToValuesOfLargeKnownError() {
    double[] values = Arrays.copyOf(truth, 120);
    double[] variances = new double[120];
    for (int i = 0; i < 120; i += 2) {
      values[i] += 40;
      variances[i] = 1e6;
    }
    FeatureMatrix observed = Fields.first(candidates, 120);
    RandomForestModel told = forest(1);
    told.observe(observed, values, variances);
    RandomForestModel untold = forest(1);
    untold.observe(observed, values);
    assertThat(Fields.error(told, truth)).isLessThan(0.4 * Fields.error(untold, truth));
  }
}
