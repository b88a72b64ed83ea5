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

  @Test
  void shouldRefuseProbabilitiesWithoutAQuantile() {
    for (double probability : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> NormalMath.quantile(probability)).hasMessageContaining("(0, 1)");
    }
  }
}
