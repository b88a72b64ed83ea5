package io.athanor.materials.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.fusion.Calibration.Deviation;
import io.athanor.materials.numeric.ExactSum;
import io.athanor.materials.unit.Quantity;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FusionMathTest {
  private static final long SEED = 20_261_126L;
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private record Value(Quantity quantity, Instant at) {}

  private static List<Value> values(Random random, int most, int kinds) {
    List<Value> values = new ArrayList<>();
    int kind = random.nextInt(kinds);
    for (int i = 0; i < 1 + random.nextInt(most); i++) {
      double size = kind == 2 ? Math.pow(10, random.nextInt(300) - 150) : 1;
      double value = size * random.nextGaussian();
      OptionalDouble sem =
          kind == 0 || random.nextInt(9) > 0
              ? OptionalDouble.of(size * (0.01 + random.nextDouble()))
              : OptionalDouble.empty();
      values.add(
          new Value(
              new Quantity(value, "V", sem, 1 + random.nextInt(5)),
              NOON.minusSeconds(random.nextInt(1_000_000))));
    }
    return values;
  }

  private static Moments moments(List<Value> values) {
    Moments moments = Moments.NONE;
    for (Value each : values) {
      moments = moments.plus(each.quantity(), each.at());
    }
    return moments;
  }

  @Test
  void shouldComeToTheSameBitsInWhateverOrderAndGroups() {
    Random random = new Random(SEED);
    for (int round = 0; round < 3_000; round++) {
      List<Value> values = values(random, 30, 3);
      Moments sorted = moments(values);
      Collections.shuffle(values, random);
      int cut = random.nextInt(values.size() + 1);
      Moments parts =
          moments(values.subList(0, cut)).plus(moments(values.subList(cut, values.size())));

      String which = "seed " + SEED + " round " + round;
      assertThat(parts).as(which).isEqualTo(sorted);
      assertThat(parts.toBytes()).as(which).isEqualTo(sorted.toBytes());
      assertThat(parts.mean("V")).as(which).isEqualTo(sorted.mean("V"));
      assertThat(Moments.ofBytes(ByteBuffer.wrap(sorted.toBytes()))).as(which).isEqualTo(sorted);
    }
  }

  @Test
  void shouldMeanWhatQuantityMeans() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      List<Value> values = values(random, 12, 2);
      List<Quantity> quantities = values.stream().map(Value::quantity).toList();
      double scale =
          quantities.stream().mapToDouble(each -> Math.abs(each.value())).max().orElseThrow();

      Quantity exact = moments(values).mean("V");
      Quantity rounded = Quantity.weightedMean(quantities);

      String which = "seed " + SEED + " round " + round;
      assertThat(exact.n()).as(which).isEqualTo(rounded.n());
      assertThat(exact.value()).as(which).isCloseTo(rounded.value(), within(1e-9 * scale));
      assertThat(exact.sem().isPresent()).as(which).isEqualTo(rounded.sem().isPresent());
      if (exact.sem().isPresent()) {
        assertThat(exact.sem().getAsDouble())
            .as(which)
            .isCloseTo(rounded.sem().getAsDouble(), within(1e-6 * scale));
      }
    }
  }

  @Test
  void shouldGiveTheMeanTimeUnderTheSameWeights() {
    Moments moments =
        Moments.NONE
            .plus(Quantity.of(1, "V", 1), NOON)
            .plus(Quantity.of(2, "V", 0.5), NOON.plusSeconds(50));

    // weights 1 and 4
    assertThat(moments.meanTime()).isEqualTo(NOON.plusSeconds(40));
    assertThat(moments.mean("V").value()).isEqualTo(1.8);
    assertThatThrownBy(() -> Moments.NONE.mean("V")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> Moments.ofBytes(ByteBuffer.wrap(new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void shouldSumWithoutRounding() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      BigDecimal sum = BigDecimal.ZERO;
      ExactSum exact = ExactSum.ZERO;
      for (int i = 0; i < 20; i++) {
        double a = random.nextGaussian() * Math.pow(2, random.nextInt(80) - 40);
        double b = random.nextGaussian();
        sum = sum.add(new BigDecimal(a).multiply(new BigDecimal(b)));
        exact = exact.plus(ExactSum.of(a).times(ExactSum.of(b)));
      }
      double expected = sum.doubleValue();
      assertThat(exact.value()).isCloseTo(expected, within(Math.ulp(expected)));
      assertThat(exact.plus(exact.negated())).isEqualTo(ExactSum.ZERO);
    }
    ExactSum huge = ExactSum.of(Double.MAX_VALUE);
    assertThat(huge.times(huge).over(huge)).isEqualTo(Double.MAX_VALUE);
    assertThat(ExactSum.of(Double.MIN_VALUE).value()).isEqualTo(Double.MIN_VALUE);
    assertThat(ExactSum.of(1L).over(ExactSum.of(-3L))).isCloseTo(-1 / 3.0, within(1e-16));
    assertThatThrownBy(() -> ExactSum.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExactSum.ZERO.over(ExactSum.ZERO))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void shouldFlagSourcesThatContradictEachOtherAndNoOthers() {
    Random random = new Random(SEED);
    int flagged = 0;
    for (int round = 0; round < 4_000; round++) {
      List<Quantity> means = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(5); i++) {
        double sem = 0.01 + random.nextDouble();
        means.add(Quantity.of(3 + sem * random.nextGaussian(), "eV", sem));
      }
      flagged += Consensus.of(means).contradictory() ? 1 : 0;
    }
    // one in a thousand by chance
    assertThat(flagged).isLessThan(13);
    Consensus far =
        Consensus.of(List.of(Quantity.of(1.0, "eV", 0.01), Quantity.of(1500, "meV", 10)));
    assertThat(far.contradictory()).isTrue();
    assertThat(far.birgeRatio().getAsDouble()).isCloseTo(0.5 / Math.sqrt(2e-4), within(1e-9));
    assertThat(far.mean().value()).isCloseTo(1.25, within(1e-12));
    assertThat(far.mean().sem().getAsDouble()).isCloseTo(0.25, within(1e-9));
    assertThat(Consensus.of(List.of(Quantity.of(1, "eV"), Quantity.of(9, "eV"))).contradictory())
        .as("nothing is known of their errors")
        .isFalse();
    assertThat(
            Consensus.of(List.of(Quantity.of(1e150, "V", 1e-100), Quantity.of(-1e150, "V", 1e-100)))
                .contradictory())
        .isTrue();
    // tables: 10.83, 13.82, 29.59
    assertThat(Consensus.quantile(1)).isCloseTo(10.83, within(0.01));
    assertThat(Consensus.quantile(2)).isCloseTo(13.82, within(0.01));
    assertThat(Consensus.quantile(10)).isCloseTo(29.59, within(0.2));
  }

  @Test
  void shouldFindOffsetAndDriftWithinTheirErrors() {
    Random random = new Random(SEED);
    int rounds = 500;
    int offsets = 0;
    int slopes = 0;
    for (int round = 0; round < rounds; round++) {
      List<Deviation> readings = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        double days = 10 * random.nextDouble();
        double value = 0.5 + 0.1 * days + 0.05 * random.nextGaussian();
        readings.add(
            new Deviation(
                NOON.plusMillis((long) (days * 86_400_000)),
                "r-" + i,
                Quantity.of(value, "eV", 0.05)));
      }
      Calibration calibration = Calibration.of(readings).orElseThrow();
      Collections.shuffle(readings, random);
      assertThat(Calibration.of(readings)).contains(calibration);

      Quantity fifth = calibration.at(NOON.plus(Duration.ofDays(5)));
      offsets += Math.abs(fifth.value() - 1) < 2 * fifth.sem().getAsDouble() ? 1 : 0;
      slopes += Math.abs(calibration.slopePerDay() - 0.1) < 2 * calibration.slopeError() ? 1 : 0;
    }
    assertThat(offsets).isGreaterThan((int) (0.9 * rounds));
    assertThat(slopes).isGreaterThan((int) (0.9 * rounds));
  }

  @Test
  void shouldLeaveNothingOfAVoteThatIsTakenBack() {
    Random random = new Random(SEED);
    for (int round = 0; round < 1_000; round++) {
      List<Double> held = new ArrayList<>();
      PairedBias changed = PairedBias.NONE;
      for (int i = 0; i < 30; i++) {
        double difference = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
        changed = changed.plus(difference);
        if (random.nextBoolean()) {
          changed = changed.minus(difference);
        } else {
          held.add(difference);
        }
      }
      Collections.shuffle(held, random);
      PairedBias straight = PairedBias.NONE;
      for (double each : held) {
        straight = straight.plus(each);
      }
      assertThat(changed).as("seed %d round %d", SEED, round).isEqualTo(straight);
      assertThat(PairedBias.ofBytes(changed.toBytes())).isEqualTo(straight);
    }
    PairedBias three = PairedBias.NONE.plus(1).plus(2).plus(3);
    assertThat(three.mean("eV").value()).isEqualTo(2);
    assertThat(three.mean("eV").sem().getAsDouble()).isCloseTo(1 / Math.sqrt(3), within(1e-15));
    assertThatThrownBy(() -> PairedBias.NONE.mean("eV")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldSeeNoDriftInAnOffset() {
    Random random = new Random(SEED);
    int drifts = 0;
    for (int round = 0; round < 1_000; round++) {
      List<Deviation> readings = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Quantity value = Quantity.of(0.2 + 0.01 * random.nextGaussian(), "eV");
        readings.add(new Deviation(NOON.plusSeconds(random.nextInt(900_000)), "r-" + i, value));
      }
      drifts += Calibration.of(readings).orElseThrow().slopePerDay() != 0 ? 1 : 0;
    }
    assertThat(drifts).isLessThan(30);
    Calibration one =
        Calibration.of(List.of(new Deviation(NOON, "r-1", Quantity.of(0.2, "eV")))).orElseThrow();
    assertThat(one.at(NOON.plusSeconds(9))).isEqualTo(Quantity.of(0.2, "eV"));
    assertThat(one.significance()).isZero();
    assertThat(Calibration.of(List.of())).isEmpty();
  }
}
