package io.athanor.materials.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantityTest {
  private static final long SEED = 20_261_122L;

  @Test
  void shouldNameTheWrongField() {
    assertRefused(() -> Quantity.of(Double.NaN, "eV"), "value", "finite");
    assertRefused(() -> Quantity.of(Double.NEGATIVE_INFINITY, "eV"), "value", "finite");
    assertRefused(() -> Quantity.of(1, "xyz"), "unit", "unknown unit 'xyz'");
    assertRefused(() -> Quantity.of(1, null), "unit", "missing");
    assertRefused(() -> Quantity.of(1, "eV", -0.1), "sem", ">= 0");
    assertRefused(() -> Quantity.of(1, "eV", Double.NaN), "sem", "finite");
    assertRefused(() -> new Quantity(1, "eV", OptionalDouble.empty(), 0), "n", "at least 1");
    assertRefused(() -> new Quantity(1, "eV", null, 1), "sem", "null");
  }

  @Test
  void shouldConvertValueAndError() {
    Quantity gap = Quantity.of(1.55, "eV", 0.02).to("meV");
    assertThat(gap.value()).isCloseTo(1550, within(1e-9));
    assertThat(gap.sem().getAsDouble()).isCloseTo(20, within(1e-9));

    Quantity bath = Quantity.of(100, "[degF]", 1.8).to("Cel");
    assertThat(bath.value()).isCloseTo(37.7777777777778, within(1e-9));
    assertThat(bath.sem().getAsDouble()).as("an offset widens no error").isCloseTo(1, within(1e-9));
  }

  @Test
  void shouldStoreTheUcumCode() {
    assertThat(Quantity.of(5.43, "Angstrom")).isEqualTo(Quantity.of(5.43, "Ao"));
  }

  @Test
  void shouldPropagateErrorsToFirstOrder() {
    Quantity sum = Quantity.of(1, "eV", 0.3).plus(Quantity.of(500, "meV", 400));
    assertThat(sum.value()).isEqualTo(1.5);
    assertThat(sum.unit()).isEqualTo("eV");
    assertThat(sum.sem().getAsDouble()).isCloseTo(0.5, within(1e-12));

    Quantity difference = Quantity.of(1, "eV", 0.3).minus(Quantity.of(1, "eV"));
    assertThat(difference.value()).isZero();
    assertThat(difference.sem()).isEmpty();

    assertThat(Quantity.of(2, "eV", 0.5).times(-3)).isEqualTo(Quantity.of(-6, "eV", 1.5));
  }

  @Test
  void shouldRefuseArithmeticOnScalesThatDoNotCountFromZero() {
    Quantity warm = Quantity.of(20, "Cel");
    assertRefused(() -> warm.plus(warm), "unit", "count from zero");
    assertRefused(() -> warm.times(2), "unit", "count from zero");
    assertRefused(() -> Quantity.of(3, "dB").times(2), "unit", "count from zero");
    assertThatThrownBy(() -> Quantity.of(1, "eV").plus(Quantity.of(1, "K")))
        .isInstanceOf(UnitException.class);
  }

  @Test
  void shouldWeighByInverseVariance() {
    Quantity mean =
        Quantity.weightedMean(List.of(Quantity.of(1, "eV", 0.1), Quantity.of(1100, "meV", 200)));
    assertThat(mean.value()).isCloseTo(1.02, within(1e-12));
    assertThat(mean.sem().getAsDouble()).isCloseTo(Math.sqrt(1 / 125.0), within(1e-12));
    assertThat(mean.n()).isEqualTo(2);
  }

  @Test
  void shouldWidenTheErrorWhereValuesDisagree() {
    Quantity mean =
        Quantity.weightedMean(List.of(Quantity.of(0, "eV", 0.01), Quantity.of(2, "eV", 0.01)));
    assertThat(mean.value()).isCloseTo(1, within(1e-12));
    assertThat(mean.sem().getAsDouble()).isCloseTo(1, within(1e-9));
  }

  @Test
  void shouldTakeTheErrorFromScatterWhereNoneIsGiven() {
    Quantity mean =
        Quantity.weightedMean(
            List.of(Quantity.of(1, "K"), Quantity.of(2, "K"), Quantity.of(3, "K")));
    assertThat(mean.value()).isCloseTo(2, within(1e-12));
    assertThat(mean.sem().getAsDouble()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
    assertThat(Quantity.weightedMean(List.of(Quantity.of(1, "K"))).sem()).isEmpty();
    assertThatThrownBy(() -> Quantity.weightedMean(List.of())).hasMessageContaining("empty");
  }

  @Test
  void shouldCoverTheTruthAsOftenAsItClaims() {
    Random random = new Random(SEED);
    int cases = 4_000;
    int covered = 0;
    for (int i = 0; i < cases; i++) {
      double truth = random.nextGaussian();
      List<Quantity> measured = new ArrayList<>();
      for (int k = 0; k < 5; k++) {
        double error = 0.05 + random.nextDouble();
        measured.add(Quantity.of(truth + error * random.nextGaussian(), "eV", error));
      }
      Quantity mean = Quantity.weightedMean(measured);
      if (Math.abs(mean.value() - truth) <= 2 * mean.sem().getAsDouble()) {
        covered++;
      }
    }
    assertThat(covered / (double) cases).as("seed %d", SEED).isBetween(0.95, 0.995);
  }

  private static void assertRefused(Runnable action, String field, String reason) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            QuantityException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.reason()).contains(reason);
            });
  }
}
