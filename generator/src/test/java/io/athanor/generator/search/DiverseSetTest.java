package io.athanor.generator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiverseSetTest {
  // two crowds; the better one is first
  private static final List<List<Double>> CROWDS =
      List.of(
          List.of(0.0), List.of(0.01), List.of(0.02), List.of(5.0), List.of(5.02), List.of(9.0));

  @Test
  void diversityLeavesTheFirstCrowd() {
    assertThat(new DiverseSet(0.1).pick(CROWDS, 3)).startsWith(0).contains(5).containsAnyOf(3, 4);
  }

  @Test
  void qualityAloneKeepsTheOrder() {
    assertThat(new DiverseSet(Double.POSITIVE_INFINITY).pick(CROWDS, 3)).containsExactly(0, 1, 2);
    assertThat(new DiverseSet(1).pick(List.of(List.of(), List.of()), 5)).containsExactly(0, 1);
    assertThat(new DiverseSet(1).pick(List.of(), 5)).isEmpty();
  }

  @Test
  void everyPickIsAnother() {
    assertThat(new DiverseSet(1).pick(CROWDS, 6)).doesNotHaveDuplicates().hasSize(6);
  }
}
