package io.athanor.acquisition.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.materials.space.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewerTest {
  @Test
  void shouldMeasureEveryNumberInItsRange() {
    assertThat(Reviewer.range(new Parameter.Continuous("x", -1, 3))).isEqualTo(4);
    assertThat(Reviewer.range(new Parameter.Whole("n", 2, 9))).isEqualTo(7);
    assertThat(Reviewer.range(new Parameter.Discrete("t", List.of(10.0, 5.0, 20.0)))).isEqualTo(15);
    assertThat(Reviewer.range(new Parameter.Ordinal("size", List.of("s", "m")))).isZero();
  }
}
