package io.athanor.federation.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.federation.round.HeadTerms;
import io.athanor.federation.round.LocalRound;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.Hkdf;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeadPosteriorTest {
  private static final HeadPrior PRIOR = new HeadPrior(100, 2, 0.5);

  private static double[][] features(int rows, int d, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[rows][d];
    for (double[] row : x) {
      row[0] = 1;
      for (int i = 1; i < d; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return x;
  }

  /** Exact to 1e-9 in one round: what is promised. */
  @Test
  void shouldBeThePosteriorOfAllRecordsTogether() {
    int d = 65;
    double[][] all = features(400, d, 11);
    double[] targets = new double[all.length];
    Random noise = new Random(12);
    SortedMap<String, double[]> bySite = new TreeMap<>();
    for (int r = 0; r < all.length; r++) {
      targets[r] = 3 * all[r][1] - 0.5 * all[r][2] + 0.1 * noise.nextGaussian();
    }
    for (int k = 0; k < 4; k++) {
      double[][] rows = new double[100][];
      double[] values = new double[100];
      System.arraycopy(all, 100 * k, rows, 0, 100);
      System.arraycopy(targets, 100 * k, values, 0, 100);
      bySite.put("site-" + k, SufficientStatistics.of(rows, values).vector());
    }
    HeadTerms head = new HeadTerms("heat", "eV", "digest", d - 1, 1, Optional.empty());
    SumTerms terms = new SumTerms(head.length(), SumTerms.FRACTION_BITS, 3, 8);
    LocalRound.Outcome outcome =
        LocalRound.sum("one", terms, bySite, Set.of(), Hkdf.derive(new byte[1], "seed"));
    HeadPosterior federated =
        HeadPosterior.of(SufficientStatistics.ofVector(outcome.sum(), d), PRIOR);
    HeadPosterior pooled = HeadPosterior.of(SufficientStatistics.of(all, targets), PRIOR);
    assertThat(federated.relativeDifference(pooled)).isLessThan(1e-9);
    assertThat(federated.mean()[1]).isCloseTo(3, within(0.05));
    assertThat(federated.variance(all[0])).isPositive();
  }

  @Test
  void shouldFollowTheConjugateFormulasInOneDimension() {
    SufficientStatistics sums =
        SufficientStatistics.of(new double[][] {{1}, {1}}, new double[] {1, 3});
    HeadPosterior posterior = HeadPosterior.of(sums, new HeadPrior(1, 2, 1));
    assertThat(posterior.mean()[0]).isCloseTo(4.0 / 3, within(1e-15));
    assertThat(posterior.covariance()[0]).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(posterior.shape()).isEqualTo(3);
    assertThat(posterior.rate()).isCloseTo(1 + (10 - 16.0 / 3) / 2, within(1e-14));
  }

  @Test
  void shouldAddUpAndGoThroughARow() {
    SufficientStatistics one = SufficientStatistics.of(new double[][] {{1, 2}}, new double[] {3});
    SufficientStatistics two = one.plus(SufficientStatistics.none(2)).plus(one);
    assertThat(two.precision()).containsExactly(2, 4, 8);
    assertThat(two.cross()).containsExactly(6, 12);
    assertThat(two.squares()).isEqualTo(18);
    assertThat(two.count()).isEqualTo(2);
    assertThat(SufficientStatistics.ofVector(two.vector(), 2).vector())
        .containsExactly(two.vector());
    assertThat(SufficientStatistics.name(2, 2)).isEqualTo("precision[2]");
    assertThat(SufficientStatistics.name(4, 2)).isEqualTo("cross[1]");
    assertThat(SufficientStatistics.name(5, 2)).isEqualTo("squares");
    assertThat(SufficientStatistics.name(6, 2)).isEqualTo("count");
  }

  /** In one dimension the marginal likelihood is a Student-t density, up to what is left out. */
  @Test
  void shouldChooseThePriorUnderWhichRecordsAreLikeliest() {
    double[][] ones = new double[50][1];
    double[] near = new double[50];
    double[] far = new double[50];
    Random random = new Random(4);
    for (int i = 0; i < 50; i++) {
      ones[i][0] = 1;
      near[i] = 0.01 + random.nextGaussian();
      far[i] = 30 + random.nextGaussian();
    }
    double[] grid = {1e-3, 1, 1e3};
    assertThat(Evidence.best(SufficientStatistics.of(ones, near), PRIOR, grid).relativeVariance())
        .isEqualTo(1e-3);
    assertThat(Evidence.best(SufficientStatistics.of(ones, far), PRIOR, grid).relativeVariance())
        .isEqualTo(1e3);
  }

  /** Others who measure the same are believed, others who measure another thing are not. */
  @Test
  void shouldBelieveOthersAsFarAsTheOwnRecordsBearThemOut() {
    double[][] x = features(20, 6, 21);
    double[][] theirs = features(400, 6, 22);
    double[] own = new double[20];
    double[] same = new double[400];
    double[] turned = new double[400];
    Random random = new Random(23);
    for (int i = 0; i < 400; i++) {
      same[i] = 2 * theirs[i][1] - theirs[i][4] + 0.3 * random.nextGaussian();
      turned[i] = -same[i] + 5;
      if (i < 20) {
        own[i] = 2 * x[i][1] - x[i][4] + 0.3 * random.nextGaussian();
      }
    }
    SufficientStatistics mine = SufficientStatistics.of(x, own);
    double[] weights = {0, 0.01, 0.1, 1};
    assertThat(Evidence.weight(mine, SufficientStatistics.of(theirs, same), PRIOR, weights))
        .isEqualTo(1);
    assertThat(Evidence.weight(mine, SufficientStatistics.of(theirs, turned), PRIOR, weights))
        .isZero();
    assertThat(Evidence.logGamma(5)).isCloseTo(Math.log(24), within(1e-10));
  }

  @Test
  void shouldFindSumsThatNoRecordsHave() {
    double[][] x = features(30, 5, 2);
    double[] y = new double[30];
    for (int i = 0; i < 30; i++) {
      y[i] = 2 * x[i][1];
    }
    SufficientStatistics honest = SufficientStatistics.of(x, y);
    assertThat(Plausible.problem(honest)).isEmpty();
    assertThat(Plausible.problem(SufficientStatistics.none(5))).isEmpty();
    double[] row = honest.vector();
    row[row.length - 4] += 1e6;
    assertThat(Plausible.problem(SufficientStatistics.ofVector(row, 5)))
        .contains("the moments have a negative direction");
    row = honest.vector();
    row[row.length - 1] += 3;
    assertThat(Plausible.problem(SufficientStatistics.ofVector(row, 5)))
        .contains("precision[0] is not the count");
  }

  @Test
  void shouldNameWhatIsWrong() {
    assertThatThrownBy(() -> new SufficientStatistics(new double[2], new double[2], 0, 0))
        .hasMessage("precision has 2 numbers where 2 features take 3");
    assertThatThrownBy(
            () -> new SufficientStatistics(new double[1], new double[] {Double.NaN}, 0, 0))
        .hasMessage("cross holds NaN");
    assertThatThrownBy(
            () ->
                HeadPosterior.of(
                    new SufficientStatistics(new double[] {-5}, new double[1], 0, 1), PRIOR))
        .hasMessageContaining("precision is not positive definite");
    assertThatThrownBy(() -> new HeadPrior(1, 1, 1)).hasMessageContaining("prior.shape 1.0");
    assertThatThrownBy(() -> new HeadTerms(" ", "eV", "d", 1, 1, Optional.empty()))
        .hasMessage("head.property is blank");
    assertThatThrownBy(() -> new HeadTerms("p", "eV", "d", 1, 0, Optional.empty()))
        .hasMessageContaining("head.targetScale 0.0");
  }
}
