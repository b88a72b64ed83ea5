package io.athanor.materials.diffraction.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void shouldCountHitsMissesAndFalseAlarms() {
    Scores scores = new Scores();
    List<Scores.Claim> first =
        List.of(new Scores.Claim("A", 0.5, 0.95), new Scores.Claim("C", 0.5, 0.65));
    scores.add(Map.of("A", 0.7, "B", 0.3), first, first);
    List<Scores.Claim> second = List.of(new Scores.Claim("B", 1, 0.95));
    scores.add(Map.of("B", 1.0), second, second);

    Scores.Result result = scores.result();
    assertThat(result.precision()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(result.recall()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(result.f1()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(result.exact()).isEqualTo(0.5);
    // |0.7-0.5|, |0.3-0|, |0-0.5|, 0
    assertThat(result.fractionError()).isCloseTo(0.25, within(1e-12));
    // bins: two at 0.95 that are right, one at 0.65 that is wrong
    assertThat(result.calibrationError()).isCloseTo((2 * 0.05 + 0.65) / 3, within(1e-12));
  }
}
