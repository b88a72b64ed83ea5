package io.athanor.acquisition.planner.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoPolicyTest {
  @ParameterizedTest
  @CsvSource({
    // candidates, dimensions, budget, start points
    "100, 4, 100, 5",
    "600, 4, 200, 6",
    "2120, 6, 100, 8",
    "1000000, 3, 1000, 5",
    "600, 4, 20, 4",
    "600, 4, 5, 2",
    "600, 0, 200, 3",
    "3, 2, 100, 2",
    "0, 4, 100, 6",
    "0, 9, 30, 6",
  })
  void beginsWithWhatPoolDimensionAndBudgetAllow(
      int candidates, int dimensions, int budget, int starts) {
    AutoPolicy policy = AutoPolicy.resolve(new AutoPolicy.Facts(candidates, dimensions, budget));
    assertThat(policy.startPoints()).isEqualTo(starts);
    assertThat(policy.reason()).endsWith(".");
  }

  @Test
  void neverBeginsWithFewerPointsInALargerPool() {
    int before = 0;
    for (int candidates = 1; candidates < 5000; candidates += 7) {
      int now = AutoPolicy.resolve(new AutoPolicy.Facts(candidates, 9, 500)).startPoints();
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
    assertThat(before).isEqualTo(11);
  }

  @Test
  void exploresLessUntilTheHorizonAndThenNoMore() {
    AutoPolicy policy = AutoPolicy.resolve(new AutoPolicy.Facts(600, 4, 200));
    assertThat(policy.horizon()).isEqualTo(18);
    assertThat(policy.kappa(0)).isEqualTo(1);
    assertThat(policy.kappa(9)).isEqualTo(0.625);
    assertThat(policy.kappa(18)).isEqualTo(0.25);
    assertThat(policy.kappa(500)).isEqualTo(0.25);
    assertThat(AutoPolicy.resolve(new AutoPolicy.Facts(1_000_000, 6, 200)).horizon()).isEqualTo(60);
    assertThat(AutoPolicy.resolve(new AutoPolicy.Facts(0, 6, 200)).horizon()).isEqualTo(30);
  }

  @Test
  void saysHowMany() {
    assertThat(AutoPolicy.resolve(new AutoPolicy.Facts(600, 4, 200)).reason())
        .isEqualTo("4 of 600 candidates, spread as the pool is, to begin with.");
  }

  @Test
  void refusesFactsThatCannotBe() {
    assertThatThrownBy(() -> new AutoPolicy.Facts(-1, 1, 1)).hasMessageContaining("candidates");
    assertThatThrownBy(() -> new AutoPolicy.Facts(1, -1, 1)).hasMessageContaining("dimensions");
    assertThatThrownBy(() -> new AutoPolicy.Facts(1, 1, 0)).hasMessageContaining("budget");
  }
}
