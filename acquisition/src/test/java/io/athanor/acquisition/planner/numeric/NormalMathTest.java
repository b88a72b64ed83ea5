package io.athanor.acquisition.planner.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values were computed with 400 decimal digits from the defining series. */
class NormalMathTest {
  @ParameterizedTest
  @CsvSource({
    "3, 1.0987396653277077727",
    "1, 0.080026218849306940029",
    "0.5, -0.35982768374506381859",
    "0, -0.91893853320467274178",
    "-0.999, -2.4832171154475854429",
    "-1, -2.4851210257126413368",
    "-1.001, -2.4870256579553894227",
    "-2, -4.7687835239171141569",
    "-5, -16.744301162660990143",
    "-10, -55.553122036122355927",
    "-25, -319.86146358149595433",
    "-100, -5010.1295788002497923",
    "-999, -499015.23245109650025",
    "-1001, -501015.23645108583364",
    "-100000, -5000000023.9447894634",
    "-2000000, -2000000000029.9362540"
  })
  void shouldGiveTheLogOfExpectedImprovementInEveryBranch(double u, double expected) {
    assertThat(NormalMath.logImprovement(u))
        .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
  }

  @Test
  void shouldGiveAHigherImprovementToWhoIsBetterUpToFortyDeviationsEitherWay() {
    double before = Double.NEGATIVE_INFINITY;
    for (int i = -40 * 4096; i <= 41 * 4096; i++) {
      double now = NormalMath.logImprovement(i / 4096.0);
      assertThat(now).as("at %s", i / 4096.0).isGreaterThan(before);
      before = now;
    }
  }

  @Test
  void shouldImproveByTheLeadWhereNothingIsLeftToChance() {
    assertThat(NormalMath.logImprovement(50)).isEqualTo(StrictMath.log(50));
    assertThat(NormalMath.logImprovement(Double.POSITIVE_INFINITY))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(NormalMath.logImprovement(Double.NEGATIVE_INFINITY))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0.99865010196836990547",
    "1, 0.84134474606854294859",
    "0, 0.5",
    "-0.5, 0.30853753872598689636",
    "-2, 0.022750131948179207200",
    "-5, 2.8665157187919391167e-7",
    "-20, 2.7536241186062336951e-89"
  })
  void shouldGiveTheNormalDistribution(double u, double expected) {
    assertThat(NormalMath.distribution(u)).isCloseTo(expected, within(1e-11 * expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.9, 1.2815515655446004",
    "0.95, 1.6448536269514722",
    "0.975, 1.9599639845400543",
    "0.995, 2.5758293035489004",
    "0.05, -1.6448536269514722",
    "1e-9, -5.9978070150076869"
  })
  void shouldGiveTheNormalQuantile(double probability, double expected) {
    assertThat(NormalMath.quantile(probability)).isCloseTo(expected, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "-1.4, 0.080756659233771046, -2.5163148529883289, -3.3058469469826492",
    "-2.19, 0.014262118410668874, -4.2501483188814716, -5.2927668819189365",
    "-2.21, 0.013552581146419982, -4.3011782592867409, -5.3496665319004121",
    "-2.3, 0.010724110021675805, -4.5352607992731545, -5.6098592493887648",
    "-3, 0.0013498980316300945, -6.6077262215103495, -7.8696860596030285",
    "-4.2, 1.3345749015906338e-5, -11.224312649601074, -12.753935113720097",
    "-6, 9.865876450376981e-10, -20.736768949974706, -22.57887939216980",
    "-8.5, 9.479534822203318e-18, -39.197396428217669, -41.363744740008026",
    "-14, 7.793536819192800e-45, -101.56303440744996, -104.21209475021381",
    "-30, 4.906713927148187e-198, -454.32124395634320, -457.72465376059801"
  })
  void shouldKeepItsDigitsAcrossTheBranchesOfTheTail(
      double u, double distribution, double log, double improvement) {
    assertThat(NormalMath.distribution(u)).isCloseTo(distribution, within(1e-13 * distribution));
    assertThat(NormalMath.logDistribution(u)).isCloseTo(log, within(1e-13 * -log));
    assertThat(NormalMath.logImprovement(u)).isCloseTo(improvement, within(1e-12 * -improvement));
    assertThat(NormalMath.logInterval(Double.NEGATIVE_INFINITY, u))
        .isEqualTo(NormalMath.logDistribution(u));
  }

  @Test
  void shouldRefuseProbabilitiesWithoutAQuantile() {
    for (double probability : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> NormalMath.quantile(probability)).hasMessageContaining("(0, 1)");
    }
  }
}
