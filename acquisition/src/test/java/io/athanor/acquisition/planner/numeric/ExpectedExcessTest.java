package io.athanor.acquisition.planner.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values were computed with 60 decimal digits from the definition. */
class ExpectedExcessTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.001, 0.9987476852363606078",
    "0.3, 0.69944877970235328691",
    "1, 0.34432045758120152846",
    "2.2, 0.13776080074316205085",
    "3.7, 0.061022741594863763818",
    "5, 0.035959476423421175613",
    "9, 0.011914456795225378924",
    "17, 0.0034248953397289541173",
    "40, 0.00062383177117715410446",
    "300, 0.000011110740761315272222",
    "5000, 3.999999520000096e-8",
    "1e6, 9.99999999997e-13",
    "1e9, 9.99999999999999997e-19"
  })
  void shouldGiveAllDigits(double t, double expected) {
    assertThat(ExpectedExcess.overDensity(t)).isCloseTo(expected, within(2e-15 * expected));
  }

  @Test
  void shouldFallWithTheDistanceUpToFortyDeviations() {
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 40 * 4096; i++) {
      double now = ExpectedExcess.overDensity(i / 4096.0);
      assertThat(now).as("at %s", i / 4096.0).isLessThan(before);
      before = now;
    }
  }

  @Test
  void shouldBeWhatTheMillsRatioLeavesWhereThatKeepsItsDigits() {
    for (double t = 1.5; t < 4; t += 1 / 64.0) {
      double mills = NormalMath.erfcx(t / Math.sqrt(2)) * Math.sqrt(Math.PI / 2);
      assertThat(ExpectedExcess.overDensity(t)).isCloseTo(1 - t * mills, within(1e-13));
    }
  }
}
