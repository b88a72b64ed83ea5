package io.athanor.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.federation.head.HeadPosterior;
import io.athanor.federation.head.HeadPrior;
import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.sum.Hkdf;
import org.junit.jupiter.api.Test;

class PrivacyTest {
  private static final double DELTA = 1e-5;

  /**
   * The exact profile of one Gaussian release with noise multiplier s (Balle and Wang 2018, theorem
   * 8): the conversion must be above it, and not by much.
   */
  @Test
  void shouldBoundTheExactProfileOfTheMechanism() {
    for (double multiplier : new double[] {0.8, 1, 2, 5, 20}) {
      double epsilon = Accountant.epsilon(1 / (2 * multiplier * multiplier), DELTA);
      assertThat(delta(multiplier, epsilon)).isLessThanOrEqualTo(DELTA);
      assertThat(delta(multiplier, epsilon * 0.8)).isGreaterThan(DELTA);
    }
  }

  private static double delta(double s, double epsilon) {
    return phi(1 / (2 * s) - epsilon * s) - Math.exp(epsilon) * phi(-1 / (2 * s) - epsilon * s);
  }

  /** The normal distribution function by Simpson's rule from far out. */
  private static double phi(double x) {
    double low = -40;
    int steps = 200_000;
    double h = (x - low) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double at = low + i * h;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-at * at / 2);
    }
    return sum * h / 3 / Math.sqrt(2 * Math.PI);
  }

  @Test
  void shouldAddUpOverRoundsAndRefuseWhatTheBudgetDoesNotHold() {
    double multiplier = Accountant.noiseMultiplier(1, DELTA, 4);
    double rho = 1 / (2 * multiplier * multiplier);
    assertThat(Accountant.epsilon(4 * rho, DELTA)).isCloseTo(1, within(1e-9));
    assertThat(Accountant.affords(2 * rho, rho, 1, DELTA)).isTrue();
    assertThat(Accountant.affords(4 * rho, rho, 1, DELTA)).isFalse();
    assertThat(Accountant.epsilon(0, DELTA)).isZero();
    assertThatThrownBy(() -> Accountant.epsilon(1, 1)).hasMessage("delta 1.0 is not in (0, 1)");
    assertThatThrownBy(() -> Accountant.noiseMultiplier(0, DELTA, 1))
        .hasMessage("epsilon 0.0 is not positive");
  }

  /** No record, however far out, moves the bounded sums by more than the noise was made for. */
  @Test
  void shouldHoldEveryRecordToTheSensitivity() {
    PrivacyTerms terms = new PrivacyTerms(4, 2, 1, DELTA);
    double[][] extremes = {{1, 1e9, -1e9}, {1, 0, 0}, {1, 3.8, 0.1}};
    for (double[] features : extremes) {
      for (double target : new double[] {-1e12, 0.1, 1e12}) {
        SufficientStatistics one =
            GaussianMechanism.bounded(new double[][] {features}, new double[] {target}, 4, 2, 3);
        double square = 0;
        double[] row = one.vector();
        for (int i = 0; i < row.length; i++) {
          double scale = i < 6 ? 16 : i < 9 ? 8 : i == 9 ? 4 : 1;
          square += row[i] / scale * (row[i] / scale);
        }
        assertThat(Math.sqrt(square)).isLessThanOrEqualTo(2 + 1e-12);
      }
    }
    assertThat(terms.rho()).isEqualTo(0.5);
  }

  @Test
  void shouldHaveTheNoiseThatWasAskedForOverAllSites() {
    PrivacyTerms terms = new PrivacyTerms(3, 1, 2, DELTA);
    int sites = 4;
    SufficientStatistics sum = SufficientStatistics.none(60);
    for (int k = 0; k < sites; k++) {
      sum =
          sum.plus(
              GaussianMechanism.noisy(
                  SufficientStatistics.none(60),
                  terms,
                  sites,
                  Hkdf.derive(new byte[1], "site-" + k)));
    }
    double variance = 0;
    for (double each : sum.precision()) {
      variance += each * each / sum.precision().length;
    }
    // 1,830 draws: three standard errors are 10 %
    assertThat(variance).isCloseTo(Math.pow(2 * 2 * 9, 2), within(0.1 * Math.pow(36, 2)));
  }

  @Test
  void shouldBringNoisySumsBackToWhatRecordsCanHave() {
    SufficientStatistics noisy =
        new SufficientStatistics(new double[] {2, 3, 1, -4, 0.5, -1}, new double[3], -2, -1);
    SufficientStatistics repaired = Repair.of(noisy);
    assertThat(repaired.count()).isZero();
    assertThat(repaired.squares()).isZero();
    HeadPosterior posterior = HeadPosterior.of(repaired, new HeadPrior(1, 2, 1));
    assertThat(posterior.rate()).isPositive();
    SufficientStatistics fine =
        SufficientStatistics.of(new double[][] {{1, 2}, {1, -1}}, new double[] {1, 2});
    double[] same = Repair.of(fine).vector();
    for (int i = 0; i < same.length; i++) {
      assertThat(same[i]).isCloseTo(fine.vector()[i], within(1e-12));
    }
  }

  /** Noise alone, without a record, must not make a head that is sure of anything. */
  @Test
  void shouldBelieveNoDirectionThatNoiseAloneCanHaveMade() {
    PrivacyTerms terms = new PrivacyTerms(3, 1, 2, DELTA);
    SufficientStatistics noise = SufficientStatistics.none(30);
    for (int k = 0; k < 3; k++) {
      noise =
          noise.plus(
              GaussianMechanism.noisy(
                  SufficientStatistics.none(30), terms, 3, Hkdf.derive(new byte[1], "n" + k)));
    }
    HeadPrior prior = new HeadPrior(1e6, 2, 1);
    double wild = 0;
    double tame = 0;
    double[] without = HeadPosterior.of(Repair.of(noise), prior).mean();
    double[] with = HeadPosterior.of(Repair.of(noise, terms), prior).mean();
    for (int i = 0; i < 30; i++) {
      wild += without[i] * without[i];
      tame += with[i] * with[i];
    }
    assertThat(tame).isLessThan(0.05);
    assertThat(wild).isGreaterThan(100 * tame);
  }

  @Test
  void shouldNameTermsThatPromiseNothing() {
    assertThatThrownBy(() -> new PrivacyTerms(1, 1, 1, DELTA))
        .hasMessage("privacy.featureBound 1.0 is not above 1");
    assertThatThrownBy(() -> new PrivacyTerms(2, 0, 1, DELTA))
        .hasMessage("privacy.targetBound 0.0 is not positive");
    assertThatThrownBy(() -> new PrivacyTerms(2, 1, 0, DELTA))
        .hasMessage("privacy.noiseMultiplier 0.0 is not positive");
    assertThatThrownBy(() -> new PrivacyTerms(2, 1, 1, 0))
        .hasMessage("privacy.delta 0.0 is not in (0, 1)");
  }
}
