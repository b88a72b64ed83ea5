package io.athanor.federation.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedPointTest {
  private static final FixedPoint CODING = new FixedPoint(72, 4);

  @Test
  void shouldRoundToTheNearestMultipleWhateverTheMagnitude() {
    Random random = new Random(7);
    double[] values = new double[4000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(random.nextDouble() * 2 - 1, random.nextInt(180) - 127);
    }
    values[0] = Double.MIN_VALUE;
    values[1] = -0.0;
    values[2] = -Math.scalb(1.0, -73);
    RingVector coded = CODING.encode(values, i -> "v" + i);
    for (int i = 0; i < values.length; i++) {
      BigInteger exact =
          new BigDecimal(values[i])
              .abs()
              .multiply(new BigDecimal(BigInteger.TWO.pow(72)))
              .setScale(0, RoundingMode.HALF_UP)
              .toBigInteger();
      BigInteger expected = values[i] < 0 ? exact.negate() : exact;
      BigInteger found =
          BigInteger.valueOf(coded.high(i))
              .shiftLeft(64)
              .add(new BigInteger(Long.toUnsignedString(coded.low(i))));
      assertThat(found).as("%s", values[i]).isEqualTo(expected);
    }
  }

  @Test
  void shouldGiveBackDoublesThatFitExactly() {
    double[] values = {0, 1, -1, 0.1, -123456.789, 1e15, -8.9e15, 3e-20};
    double[] back = CODING.decode(CODING.encode(values, i -> "v"));
    for (int i = 0; i < values.length; i++) {
      assertThat(back[i]).isCloseTo(values[i], within(CODING.resolution()));
    }
    assertThat(back[3]).isEqualTo(0.1);
    assertThat(back[4]).isEqualTo(-123456.789);
  }

  @Test
  void shouldSumTheLargestTermsWithoutWrapping() {
    double most = Math.nextDown(CODING.limit());
    RingVector sum = new RingVector(2);
    for (int i = 0; i < 4; i++) {
      sum.plus(CODING.encode(new double[] {most, -most}, each -> "v"));
    }
    assertThat(CODING.decode(sum)).containsExactly(4 * most, -4 * most);
  }

  @Test
  void shouldNameWhatIsOutOfRange() {
    assertThatThrownBy(() -> CODING.encode(new double[] {0, 1e16}, i -> "cross[" + i + "]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cross[1] is 1.0E16")
        .hasMessageContaining("below 9.007199254740992E15");
    assertThatThrownBy(() -> CODING.encode(new double[] {Double.NaN}, i -> "squares"))
        .hasMessageContaining("squares is NaN");
    assertThatThrownBy(() -> new FixedPoint(111, 4)).hasMessageContaining("fractionBits 111");
    assertThatThrownBy(() -> new FixedPoint(72, 0)).hasMessageContaining("terms is 0");
  }

  @Test
  void shouldCarryAndBorrowAsWholeNumbersDo() {
    Random random = new Random(3);
    BigInteger modulus = BigInteger.ONE.shiftLeft(128);
    for (int i = 0; i < 500; i++) {
      RingVector a = new RingVector(1);
      RingVector b = new RingVector(1);
      a.set(0, random.nextLong(), i % 5 == 0 ? -1 : random.nextLong());
      b.set(0, random.nextLong(), i % 7 == 0 ? -1 : random.nextLong());
      BigInteger x = number(a);
      BigInteger y = number(b);
      assertThat(number(RingVector.of(a.bytes()).plus(b))).isEqualTo(x.add(y).mod(modulus));
      assertThat(number(RingVector.of(a.bytes()).minus(b))).isEqualTo(x.subtract(y).mod(modulus));
    }
    assertThatThrownBy(() -> RingVector.of(new byte[15])).hasMessageContaining("15 bytes");
    assertThatThrownBy(() -> new RingVector(1).plus(new RingVector(2)))
        .hasMessage("vector has length 2 where 1 is expected");
  }

  private static BigInteger number(RingVector v) {
    return new BigInteger(Long.toUnsignedString(v.high(0)))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(v.low(0))));
  }
}
