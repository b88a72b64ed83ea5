package io.athanor.schemas.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void writesTheNumbersOfRfc8785AppendixB(String bits, String text) {
    assertThat(ShortestNumber.of(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
        .isEqualTo(text);
  }

  @Test
  void readsBackAsTheSameDoubleAndIsNeverLongerThanTheJdks() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = ShortestNumber.of(value);
        assertThat(Double.parseDouble(text)).isEqualTo(value);
        assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(value)));
      }
    }
  }

  @Test
  void findsTheShortTextWhereTheIntervalIsLopsided() {
    // below a power of two doubles lie twice as dense as above it
    assertThat(ShortestNumber.of(0x1p-44)).isEqualTo("5.684341886080802e-14");
    for (int exponent = -1022; exponent < 1023; exponent++) {
      double power = Math.scalb(1.0, exponent);
      assertThat(Double.parseDouble(ShortestNumber.of(power))).isEqualTo(power);
    }
  }

  @Test
  void refusesWhatJsonHasNot() {
    for (double value :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> ShortestNumber.of(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not finite");
    }
  }

  private static int digits(String text) {
    return text.replaceAll("[eE].*", "").replaceAll("[-.]", "").replaceAll("^0+|0+$", "").length();
  }
}
