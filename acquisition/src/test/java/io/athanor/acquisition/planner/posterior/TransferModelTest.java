package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransferModelTest {
  private static final Kernel KERNEL = new Kernel(true, false, 2, 2);
  private static final Goal MORE = new Goal.Maximize();
  private static final ToDoubleFunction<double[]> NOW =
      x -> Math.sin(2.2 * x[0]) * Math.cos(2 * x[1]) + 0.2 * x[0];

  private final SplittableRandom random = new SplittableRandom(9);
  private final FeatureMatrix candidates = Fields.uniform(150, 2, random);
  private final double[] truth = Fields.values(candidates, NOW);

  private TransferModel.Campaign past(ToDoubleFunction<double[]> function) {
    FeatureMatrix rows = Fields.uniform(50, 2, random);
    return new TransferModel.Campaign(rows, Fields.values(rows, function));
  }

  /** Another unit, an offset, a little bent: the order is nearly the same. */
  private TransferModel.Campaign related() {
    return past(x -> 400 + 70 * NOW.applyAsDouble(x) + 10 * x[1]);
  }

  private TransferModel.Campaign reversed() {
    return past(x -> -NOW.applyAsDouble(x));
  }

  private TransferModel.Campaign noise() {
    return past(x -> random.nextDouble());
  }

  private <T extends CandidateModel> T taught(T model, int count) {
    model.observe(Fields.first(candidates, count), Arrays.copyOf(truth, count));
    return model;
  }

  private RankedEnsemble with(TransferModel.Campaign... campaigns) {
    return with(List.of(campaigns));
  }

  private RankedEnsemble with(List<TransferModel.Campaign> campaigns) {
    return TransferModel.of(
        candidates,
        candidates.rows(),
        MORE,
        List.of(KERNEL),
        List.of(new FitChain(KERNEL)),
        campaigns,
        campaigns.stream().map(each -> new FitChain(KERNEL)).toList(),
        3);
  }

  private double concordance(CandidateModel model) {
    return Correlations.spearman(model.mean(), truth);
  }

  @Test
  void shouldOrderCandidatesBetterWithARelatedCampaign() {
    for (int n : new int[] {5, 8, 12}) {
      RankedEnsemble model = taught(with(related()), n);
      CandidateModel alone = taught(with(), n);
      assertThat(model.weights()[0]).isGreaterThan(0.3);
      assertThat(concordance(model)).isGreaterThan(concordance(alone) + 0.1);
    }
  }

  @Test
  void shouldNotBeHarmedByCampaignsThatTeachTheOpposite() {
    for (int n : new int[] {8, 15, 25}) {
      RankedEnsemble model = taught(with(reversed(), noise(), reversed()), n);
      CandidateModel alone = taught(with(), n);
      assertThat(model.weights()[0]).isZero();
      assertThat(model.weights()[2]).isZero();
      assertThat(concordance(model)).isGreaterThan(concordance(alone) - 0.05);
    }
  }

  @Test
  void shouldHearTheRelatedCampaignAmongMany() {
    List<TransferModel.Campaign> campaigns = new ArrayList<>(List.of(related()));
    IntStream.range(0, 6).forEach(i -> campaigns.add(noise()));
    RankedEnsemble model = taught(with(campaigns), 10);
    assertThat(model.weights()[0]).isGreaterThan(0.5);
    assertThat(Arrays.stream(model.weights()).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldBeTheTargetsProcessWithoutPastCampaigns() {
    RankedEnsemble model = taught(with(), 9);
    CandidateModel plain =
        taught(
            new GaussianMixture(candidates, MORE, List.of(KERNEL), List.of(new FitChain(KERNEL))),
            9);
    assertThat(model.mean()).containsExactly(plain.mean());
    model.await(candidates, 60);
    plain.await(candidates, 60);
    assertThat(model.deviation()).containsExactly(plain.deviation(), within(1e-15));
  }

  @Test
  void shouldRepeatItselfAndDrawFromWhatItSays() {
    TransferModel.Campaign related = related();
    RankedEnsemble model = taught(with(related), 7);
    assertThat(taught(with(related), 7).weights()).containsExactly(model.weights());
    double deviation = model.deviation()[100];
    assertThat(model.covarianceWith(100)[100]).isCloseTo(deviation * deviation, within(1e-9));
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < 4000; s++) {
      double draw = model.sample(new int[] {100, 3}, random)[0];
      sum += draw / 4000;
      squares += draw * draw / 4000;
    }
    assertThat(sum).isCloseTo(model.mean()[100], within(0.08 * deviation));
    assertThat(squares - sum * sum)
        .isCloseTo(deviation * deviation, within(0.12 * deviation * deviation));
  }

  @Test
  void shouldLeaveOneOutAsIfItHadNeverBeenThere() {
    FeatureMatrix observed = Fields.first(candidates, 8);
    double[] targets = Arrays.copyOf(truth, 8);
    double[] variances = random.doubles(8, 0, 0.2).toArray();
    double[] logs = {0.1, 0.2, -3};
    LeaveOneOut left =
        LeaveOneOut.of(new Covariance(KERNEL, logs, observed), observed, targets, variances);
    for (int out = 0; out < 8; out++) {
      GaussianProcess process = new GaussianProcess(KERNEL, logs, observed);
      double[] others = new double[7];
      for (int i = 0, k = 0; i < 8; i++) {
        if (i != out) {
          process.append(observed, i, variances[i]);
          others[k++] = targets[i];
        }
      }
      assertThat(left.mean()[out]).isCloseTo(process.mean(others)[out], within(1e-9));
      assertThat(left.deviation()[out])
          .isCloseTo(
              Math.sqrt(process.variance()[out] + process.noiseVariance() + variances[out]),
              within(1e-9));
    }
  }

  @Test
  void shouldRefuseACampaignWithoutValues() {
    assertThatThrownBy(() -> new TransferModel.Campaign(candidates, new double[3]))
        .hasMessageContaining("campaign.values");
  }
}
