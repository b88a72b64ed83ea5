package io.athanor.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
  // Abramowitz and Stegun, tables 26.1 and 26.2
  @ParameterizedTest
  @CsvSource({
    "0, -0.6931471805599453", "-1, -1.841021645009264", "1, -0.17275377902344988",
    "-5, -15.064998393988725", "-10, -53.23128515051247", "3, -0.0013508099647481938",
    "-38, -726.5572160188199"
  })
  void logsBelowAreThoseOfTheTables(double value, double log) {
    assertThat(Normal.logBelow(value)).isCloseTo(log, within(1e-9 * Math.abs(log)));
  }

  @Test
  void intervalsFarOutKeepTheirDigits() {
    double direct = Math.log(Math.exp(Normal.logBelow(1)) - Math.exp(Normal.logBelow(-0.5)));
    assertThat(Normal.logInterval(-0.5, 1)).isCloseTo(direct, within(1e-12));
    assertThat(Normal.logInterval(30, 31)).isCloseTo(Normal.logInterval(-31, -30), within(1e-12));
    assertThat(Normal.logInterval(30, Double.POSITIVE_INFINITY))
        .isCloseTo(Normal.logBelow(-30), within(1e-9));
    assertThat(Normal.logInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)).isZero();
  }
}
