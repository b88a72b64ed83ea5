package io.athanor.allinone.bench.inverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.generator.Assessment;
import io.athanor.generator.Estimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Window WINDOW = new Window(0.2, 1, 4);

  private static Assessment assessment(double heat, double presence, double root, double off) {
    return Assessment.of(
        Map.of(
            TableBelief.HEAT, new Estimate(heat, off),
            TableBelief.PRESENCE, new Estimate(presence, off),
            TableBelief.ROOT, new Estimate(root, off)),
        List.of(),
        0);
  }

  @Test
  void theProbabilityIsOfStableAndPresentAndInsideTogether() {
    // half of each: at the greatest heat, at the cut, and a root on the edge of [1, 2]
    double[] logs = WINDOW.careful().of(List.of(assessment(0.2, 0.5, 1, 0.1)));
    assertThat(Math.exp(logs[0])).isCloseTo(0.125, within(1e-9));
    double[] sure = WINDOW.careful().of(List.of(assessment(-1, 1, 1.5, 0.01)));
    assertThat(Math.exp(sure[0])).isCloseTo(1, within(1e-9));
    assertThat(WINDOW.careful().of(List.of(Assessment.refused("no cell")))[0])
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void nearnessIsInElectronVolts() {
    double[] near =
        WINDOW
            .greedy()
            .of(
                List.of(
                    assessment(0, 1, 1.5, 1),
                    assessment(0.5, 1, 1.5, 1),
                    assessment(0, 0, 1.5, 1),
                    assessment(0, 1, 3, 1)));
    assertThat(near).containsExactly(new double[] {0, -0.3, -1, -5}, within(1e-12));
  }

  @Test
  void aWindowIsNotEmpty() {
    assertThatThrownBy(() -> new Window(0.2, 3, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("window.gapLeast");
  }
}
