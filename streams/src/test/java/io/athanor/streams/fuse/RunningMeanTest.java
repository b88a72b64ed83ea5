package io.athanor.streams.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.unit.Quantity;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class RunningMeanTest {
  @Test
  void shouldWeighByInverseVarianceWhateverTheOrder() {
    Quantity a = Quantity.of(1, "V", 0.1);
    Quantity b = Quantity.of(2000, "mV", 200);
    Quantity c = Quantity.of(4, "V", 0.4);

    Quantity forth = RunningMean.add(RunningMean.add(a, b), c);
    Quantity back = RunningMean.add(RunningMean.add(c, b), a);

    // weights 100, 25, 6.25
    assertThat(forth.value()).isCloseTo((100 + 50 + 25) / 131.25, within(1e-12));
    assertThat(forth.sem().getAsDouble()).isCloseTo(1 / Math.sqrt(131.25), within(1e-12));
    assertThat(forth.n()).isEqualTo(3);
    assertThat(back.value()).isCloseTo(forth.value(), within(1e-12));
  }

  @Test
  void shouldWeighByRepeatsWhereAnErrorIsUnknownOrZero() {
    Quantity three = new Quantity(1, "V", OptionalDouble.of(0), 3);

    Quantity mean = RunningMean.add(three, Quantity.of(5, "V", 0.1));

    assertThat(mean).isEqualTo(new Quantity(2, "V", OptionalDouble.empty(), 4));
  }

  @Test
  void shouldStayFiniteAtTheEndsOfTheRange() {
    Quantity tiny = Quantity.of(Double.MAX_VALUE, "V", Double.MIN_VALUE);
    Quantity huge = Quantity.of(-Double.MAX_VALUE, "V", Double.MAX_VALUE);

    assertThat(RunningMean.add(tiny, huge).value()).isEqualTo(Double.MAX_VALUE);
    assertThat(
            RunningMean.add(Quantity.of(Double.MAX_VALUE, "V"), Quantity.of(-Double.MAX_VALUE, "V"))
                .value())
        .isZero();
  }
}
