package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearCandidateModelTest {
  private static final int N = 2_100;
  private static final int D = 4;
  private static final int OBSERVATIONS = 300;

  private final SplittableRandom random = new SplittableRandom(9);
  private final FeatureMatrix features =
      new FeatureMatrix(N, new int[] {0, 1, 2, 3}, random.doubles(N * (long) D, -2, 2).toArray());
  private final List<Integer> rows = random.ints(OBSERVATIONS, 0, N).boxed().toList();
  // little to see at first, a plane later: the evidence for the prior width moves
  private final double[] values =
      IntStream.range(0, OBSERVATIONS)
          .mapToDouble(
              i ->
                  (i < 15 ? 0 : 3 * features.at(rows.get(i), 0) - features.at(rows.get(i), 2))
                      + 0.2 * random.nextDouble())
          .toArray();

  private LinearCandidateModel model() {
    return new LinearCandidateModel(features, new Goal.Minimize());
  }

  private void observe(LinearCandidateModel model, int count) {
    observe(model, values, count);
  }

  private void observe(LinearCandidateModel model, double[] outcomes, int count) {
    model.observe(features.select(rows.subList(0, count)), Arrays.copyOf(outcomes, count));
  }

  @Test
  void shouldGiveTheSameBitsStepByStepAsFromNothing() {
    LinearCandidateModel grown = model();
    for (int n = 1; n <= OBSERVATIONS; n += n % 7 == 0 ? 5 : 1) {
      observe(grown, n);
      grown.await(features, n);
      grown.await(features, n + 1);
      if (n % 20 == 1 || n > 290) {
        LinearCandidateModel fresh = model();
        observe(fresh, n);
        assertThat(grown.mean()).isEqualTo(fresh.mean());
        fresh.await(features, n);
        fresh.await(features, n + 1);
        assertThat(grown.deviation()).isEqualTo(fresh.deviation());
        assertThat(grown.covarianceWith(5)).isEqualTo(fresh.covarianceWith(5));
      }
    }
  }

  @Test
  void shouldAwaitWhatIsAskedForWhateverWasAwaitedBefore() {
    LinearCandidateModel used = model();
    observe(used, 30);
    double[] settled = used.deviation();
    for (int[] awaited : new int[][] {{4}, {4, 9}, {4, 9, 11}, {}, {9}, {4, 9, 11, 12}}) {
      observe(used, 30);
      LinearCandidateModel fresh = model();
      observe(fresh, 30);
      assertThat(used.deviation()).isEqualTo(settled);
      Arrays.stream(awaited).forEach(row -> used.await(features, row));
      Arrays.stream(awaited).forEach(row -> fresh.await(features, row));
      assertThat(used.deviation()).isEqualTo(fresh.deviation());
      assertThat(used.covarianceWith(3)).isEqualTo(fresh.covarianceWith(3));
      assertThat(used.mean()).isEqualTo(fresh.mean());
    }
  }

  @Test
  void shouldEqualTheModelOfMostEvidence() {
    for (int n : new int[] {3, 15, 40, OBSERVATIONS}) {
      LinearCandidateModel model = model();
      observe(model, n);
      BayesianLinearModel reference = mostEvident(n, model.transform());
      double[] mean = model.mean();
      double[] deviation = model.deviation();
      for (int i = 0; i < N; i += 50) {
        BayesianLinearModel.Prediction said = reference.predict(phi(i));
        assertThat(mean[i]).isCloseTo(said.mean(), within(1e-9));
        assertThat(deviation[i] / Math.sqrt(said.epistemic())).isCloseTo(1, within(1e-9));
      }
      assertThat(model.noise()).isCloseTo(Math.sqrt(reference.noiseVariance()), within(1e-9));
    }
  }

  @Test
  void shouldFollowValuesFarFromZeroOfWhichMoreAndMoreAreCut() {
    double[] outcomes = new double[OBSERVATIONS];
    // Minimize: the high ones are cut, and the floor moves with every value
    Arrays.setAll(outcomes, i -> 1e4 + values[i] + (i % 9 == 4 ? 3 + 0.2 * i : 0));
    LinearCandidateModel grown = model();
    for (int n = 1; n <= OBSERVATIONS; n++) {
      observe(grown, outcomes, n);
      if (n % 60 == 0) {
        double[] mean = grown.mean();
        LinearCandidateModel fresh = model();
        observe(fresh, outcomes, n);
        assertThat(mean).isEqualTo(fresh.mean());
        BayesianLinearModel reference = mostEvident(outcomes, n, grown.transform());
        for (int i = 0; i < N; i += 50) {
          assertThat(mean[i]).isCloseTo(reference.predict(phi(i)).mean(), within(1e-9));
        }
      }
    }
  }

  private BayesianLinearModel mostEvident(int n, TargetTransform transform) {
    return mostEvident(values, n, transform);
  }

  private BayesianLinearModel mostEvident(double[] values, int n, TargetTransform transform) {
    BayesianLinearModel best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (double width : new double[] {1, 10, 100, 1000}) {
      BayesianLinearModel each = BayesianLinearModel.prior(new double[D + 1], width, 2, 0.2);
      double evidence = 0;
      for (int i = 0; i < n; i++) {
        double target = transform.apply(values[i]);
        evidence += each.logEvidence(phi(rows.get(i)), target, 1);
        each = each.with(phi(rows.get(i)), target, 1);
      }
      if (evidence > most) {
        most = evidence;
        best = each;
      }
    }
    return best;
  }

  private double[] phi(int row) {
    double[] phi = new double[D + 1];
    phi[0] = 1;
    for (int c = 0; c < D; c++) {
      phi[c + 1] = (float) (features.at(row, c) / 2);
    }
    return phi;
  }
}
