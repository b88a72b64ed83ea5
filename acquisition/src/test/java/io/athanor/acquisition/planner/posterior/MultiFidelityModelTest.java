package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.acquisition.FidelityChoice;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultiFidelityModelTest {
  private static final Kernel KERNEL = new Kernel(true, false, 2, 2);
  private static final Goal LESS = new Goal.Minimize();
  private static final int MEASURED = 12;
  private static final int SIMULATED = 60;

  private final SplittableRandom random = new SplittableRandom(2);
  private final FeatureMatrix candidates = Fields.uniform(150, 2, random);
  private final double[] truth =
      Fields.values(candidates, x -> 50 + 8 * Math.sin(2.2 * x[0]) * Math.cos(2 * x[1]));

  private MultiFidelityModel model(double[] cheap) {
    MultiFidelityModel model = new MultiFidelityModel(candidates, LESS, KERNEL);
    FeatureMatrix simulated =
        candidates.select(
            random.ints(SIMULATED, 0, cheap.length).boxed().distinct().sorted().toList());
    double[] values = Fields.values(simulated, x -> cheap[rowOf(x)]);
    model.observeCheap(simulated, values);
    return measured(model);
  }

  private <T extends CandidateModel> T measured(T model) {
    model.observe(Fields.first(candidates, MEASURED), Arrays.copyOf(truth, MEASURED));
    return model;
  }

  private int rowOf(double[] x) {
    for (int i = 0; i < candidates.rows(); i++) {
      if (Arrays.equals(Fields.row(candidates, i), x)) {
        return i;
      }
    }
    throw new AssertionError("no such row");
  }

  private CandidateModel single() {
    return measured(
        new GaussianMixture(candidates, LESS, List.of(KERNEL), List.of(new FitChain(KERNEL))));
  }

  /** A simulation with another unit, a wrong slope and a drift of its own. */
  private double[] informative() {
    return Fields.values(
        candidates,
        x -> -3 + 0.02 * truth[rowOf(x)] + 0.03 * x[0] + 0.005 * Seeds.gaussian(random));
  }

  private double[] useless() {
    return Fields.values(candidates, x -> Seeds.gaussian(random));
  }

  @Test
  void shouldHelpWhereTheCheapFidelityInforms() {
    MultiFidelityModel model = model(informative());
    assertThat(model.informed()).isTrue();
    assertThat(Fields.error(model, truth)).isLessThan(0.5 * Fields.error(single(), truth));
  }

  @Test
  void shouldNotHurtWhereItDoesNot() {
    for (int repeat = 0; repeat < 5; repeat++) {
      MultiFidelityModel model = model(useless());
      assertThat(model.informed()).isFalse();
      assertThat(Fields.error(model, truth))
          .isCloseTo(Fields.error(single(), truth), within(0.1 * Fields.error(single(), truth)));
    }
  }

  @Test
  void shouldWaitForEnoughPairsBeforeItListens() {
    MultiFidelityModel model = model(informative());
    model.observe(Fields.first(candidates, 4), Arrays.copyOf(truth, 4));
    assertThat(model.informed()).isFalse();
    assertThat(model.mean()).doesNotContain(Double.NaN);
  }

  @Test
  void shouldCoverTheTruth() {
    MultiFidelityModel model = model(informative());
    double[] mean = model.mean();
    double[] deviation = model.deviation();
    int covered = 0;
    for (int i = MEASURED; i < truth.length; i++) {
      double z =
          (model.transform().apply(truth[i]) - mean[i]) / Math.hypot(deviation[i], model.noise());
      covered += Math.abs(z) < 2.58 ? 1 : 0;
    }
    assertThat(covered / (double) (truth.length - MEASURED)).isGreaterThan(0.85);
  }

  @Test
  void shouldChooseTheFidelityThatIsWorthItsCost() {
    MultiFidelityModel informed = model(informative());
    assertThat(worthier(informed, 1e-9, 1)).isEqualTo(MultiFidelityModel.Fidelity.CHEAP);
    assertThat(worthier(informed, 1, 1e-9)).isEqualTo(MultiFidelityModel.Fidelity.EXPENSIVE);
    assertThat(worthier(model(useless()), 1e-9, 1))
        .isEqualTo(MultiFidelityModel.Fidelity.EXPENSIVE);
    assertThatThrownBy(() -> worthier(informed, 0, 1)).hasMessageContaining("cost");
  }

  private static MultiFidelityModel.Fidelity worthier(
      MultiFidelityModel model, double cheapCost, double expensiveCost) {
    List<FidelityChoice.Fidelity> ways =
        List.of(
            way(model.way(140, MultiFidelityModel.Fidelity.CHEAP), cheapCost),
            way(model.way(140, MultiFidelityModel.Fidelity.EXPENSIVE), expensiveCost));
    return MultiFidelityModel.Fidelity.values()[FidelityChoice.of(ways).fidelity()];
  }

  private static FidelityChoice.Fidelity way(MultiFidelityModel.Way way, double cost) {
    return new FidelityChoice.Fidelity(way.covariance(), way.deviation(), way.noise(), cost);
  }

  @Test
  void shouldDrawFromWhatItSays() {
    MultiFidelityModel model = model(informative());
    double before = model.deviation()[100];
    assertThat(model.covarianceWith(100)[100]).isCloseTo(before * before, within(1e-9));
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < 4000; s++) {
      double draw = model.sample(new int[] {100, 101}, random)[0];
      sum += draw / 4000;
      squares += draw * draw / 4000;
    }
    assertThat(sum).isCloseTo(model.mean()[100], within(0.08 * before));
    assertThat(squares - sum * sum).isCloseTo(before * before, within(0.12 * before * before));
    model.await(candidates, 100);
    assertThat(model.deviation()[100]).isLessThan(before);
  }
}
