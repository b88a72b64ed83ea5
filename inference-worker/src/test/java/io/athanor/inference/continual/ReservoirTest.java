package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReservoirTest {
  private static final int CAPACITY = 20;
  private static final int OFFERED = 200;

  @Test
  void shouldKeepEveryItemAlikeOften() {
    int trials = 3_000;
    int[] kept = new int[OFFERED];
    for (int trial = 0; trial < trials; trial++) {
      filled(trial, OFFERED).items().forEach(item -> kept[item]++);
    }
    double expected = trials * (double) CAPACITY / OFFERED;
    double square = 0;
    for (int count : kept) {
      square += (count - expected) * (count - expected) / expected;
    }
    // without replacement the statistic is (1 - k/n) chi-square with n - 1 degrees of freedom
    double statistic = square / (1 - CAPACITY / (double) OFFERED);
    // 199 degrees of freedom: beyond these bounds once in 1,000 on either side
    assertThat(statistic).isBetween(140.0, 267.6);
  }

  @Test
  void shouldKeepAllUntilFull() {
    assertThat(filled(1, CAPACITY).items())
        .containsExactlyElementsOf(IntStream.range(0, CAPACITY).boxed().toList());
  }

  @Test
  void shouldRememberTheSameOfTheSameSequence() {
    List<Integer> first = filled(7, OFFERED).items();
    assertThat(filled(7, OFFERED).items())
        .isEqualTo(first)
        .hasSize(CAPACITY)
        .doesNotHaveDuplicates();
    assertThat(filled(8, OFFERED).items()).isNotEqualTo(first);
  }

  @Test
  void shouldSayWhatItNoLongerHolds() {
    Reservoir<Integer> reservoir = new Reservoir<>(CAPACITY, 3);
    for (int item = 0; item < OFFERED; item++) {
      int held = reservoir.items().size();
      reservoir
          .offer(item)
          .ifPresentOrElse(
              gone -> assertThat(reservoir.items()).hasSize(CAPACITY).doesNotContain(gone),
              () -> assertThat(reservoir.items()).hasSize(held + 1));
    }
    assertThat(reservoir.offered()).isEqualTo(OFFERED);
  }

  @Test
  void shouldRefuseToHoldNothing() {
    assertThatThrownBy(() -> new Reservoir<Integer>(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("capacity must be positive, got 0");
  }

  private static Reservoir<Integer> filled(long seed, int items) {
    Reservoir<Integer> reservoir = new Reservoir<>(CAPACITY, seed);
    IntStream.range(0, items).forEach(reservoir::offer);
    return reservoir;
  }
}
