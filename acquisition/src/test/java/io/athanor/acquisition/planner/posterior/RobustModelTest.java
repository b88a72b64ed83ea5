package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RobustModelTest {
  private static final int N = 60;
  private static final Kernel KERNEL = new Kernel(false, false, 2, 2);

  private static CandidateModel plain(FeatureMatrix candidates) {
    return new GaussianMixture(
        candidates, new Goal.Maximize(), List.of(KERNEL), List.of(new FitChain(KERNEL)));
  }

  private static final class Laboratory {
    private final FeatureMatrix candidates;
    private final double[] truth;
    private final double[] clean = new double[N];
    private final double[] spoilt = new double[N];

    Laboratory(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      candidates = Fields.uniform(300, 2, random);
      truth = Fields.values(candidates, x -> 20 + 4 * Math.sin(1.5 * x[0]) + 3 * x[1]);
      for (int i = 0; i < N; i++) {
        clean[i] = truth[i] + 0.3 * Seeds.gaussian(random);
        // every tenth is grossly wrong, by up to ten times the whole range
        spoilt[i] = clean[i] + (i % 10 == 7 ? (i % 20 == 7 ? 1 : -1) * (30 + i * 2) : 0);
      }
    }

    CandidateModel taught(CandidateModel model, double[] values) {
      model.observe(Fields.first(candidates, N), values);
      return model;
    }
  }

  @Test
  void shouldBendLittleToGrossErrors() {
    for (long seed = 1; seed <= 4; seed++) {
      Laboratory lab = new Laboratory(seed);
      double best = Fields.error(lab.taught(plain(lab.candidates), lab.clean), lab.truth);
      RobustModel robust = new RobustModel(lab.candidates, RobustModelTest::plain);
      double error = Fields.error(lab.taught(robust, lab.spoilt), lab.truth);
      double naive = Fields.error(lab.taught(plain(lab.candidates), lab.spoilt), lab.truth);
      assertThat(error).as("seed %d", seed).isLessThan(1.6 * best);
      assertThat(naive).as("seed %d", seed).isGreaterThan(4 * best);
      for (int i = 0; i < N; i++) {
        assertThat(robust.weights()[i] < 0.01).as("value %d", i).isEqualTo(i % 10 == 7);
      }
      assertThat(robust.noise() * robust.transform().scale()).isBetween(0.1, 0.6);
    }
  }

  @Test
  void shouldCostLittleWhereNothingIsWrong() {
    double best = 0;
    double error = 0;
    for (long seed = 1; seed <= 6; seed++) {
      Laboratory lab = new Laboratory(seed);
      best += Fields.error(lab.taught(plain(lab.candidates), lab.clean), lab.truth);
      RobustModel robust = new RobustModel(lab.candidates, RobustModelTest::plain);
      error += Fields.error(lab.taught(robust, lab.clean), lab.truth);
    }
    assertThat(error).isLessThan(1.2 * best);
  }

  @Test
  void shouldTakeTooFewOrEqualValuesAsTheyAre() {
    Laboratory lab = new Laboratory(1);
    RobustModel robust = new RobustModel(lab.candidates, RobustModelTest::plain);
    CandidateModel plain = plain(lab.candidates);
    for (double[] values : new double[][] {{}, {3}, {3, 5}, {4, 4, 4, 4}}) {
      robust.observe(Fields.first(lab.candidates, values.length), values);
      plain.observe(Fields.first(lab.candidates, values.length), values);
      assertThat(robust.mean()).containsExactly(plain.mean());
      assertThat(robust.deviation()).containsExactly(plain.deviation());
    }
  }
}
