package io.athanor.acquisition.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PredictiveIntervalTest {
  @Test
  void shouldScoreAtMostOneExactlyInside() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      double lower = 20 * random.nextDouble() - 10;
      PredictiveInterval interval =
          new PredictiveInterval(lower, lower + Math.exp(-9 * random.nextDouble()), 0.9);
      double[] outcomes = {
        interval.lower(),
        interval.upper(),
        Math.nextDown(interval.lower()),
        Math.nextUp(interval.upper()),
        lower + 2 * random.nextDouble() - 1
      };
      for (double outcome : outcomes) {
        assertThat(interval.score(outcome) <= 1)
            .as("%s in %s", outcome, interval)
            .isEqualTo(outcome >= interval.lower() && outcome <= interval.upper());
      }
    }
  }

  @Test
  void shouldStretchAboutTheMiddle() {
    PredictiveInterval interval = new PredictiveInterval(1, 3, 0.9);
    assertThat(interval.score(2)).isZero();
    assertThat(interval.score(5)).isEqualTo(3);
    assertThat(interval.lower(3)).hasValue(-1);
    assertThat(interval.upper(3)).hasValue(5);
    assertThat(interval.upper(0)).hasValue(2);
  }

  @Test
  void shouldHaveNoEndsWithoutBoundsOrEmpty() {
    PredictiveInterval interval = new PredictiveInterval(1, 3, 0.9);
    assertThat(interval.lower(AdaptiveConformal.UNBOUNDED)).isEmpty();
    assertThat(interval.upper(AdaptiveConformal.UNBOUNDED)).isEmpty();
    assertThat(interval.lower(AdaptiveConformal.EMPTY)).isEmpty();
    assertThat(interval.upper(AdaptiveConformal.EMPTY)).isEmpty();
  }

  @Test
  void shouldTakeAnIntervalWithoutWidthAtItsWord() {
    PredictiveInterval certain = new PredictiveInterval(0, 0, 0.9);
    assertThat(certain.score(0)).isZero();
    assertThat(certain.score(1e-9)).isInfinite();
    assertThat(certain.upper(7)).hasValue(0);
    assertThat(certain.upper(AdaptiveConformal.UNBOUNDED)).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoInterval() {
    assertThatThrownBy(() -> new PredictiveInterval(2, 1, 0.9)).hasMessageContaining("[2.0, 1.0]");
    assertThat(PredictiveInterval.isInterval(Double.NaN, 1, 0.9)).isFalse();
    assertThat(PredictiveInterval.isInterval(0, Double.POSITIVE_INFINITY, 0.9)).isFalse();
    assertThat(PredictiveInterval.isInterval(0, 1, 1)).isFalse();
    PredictiveInterval interval = new PredictiveInterval(1, 3, 0.9);
    assertThatThrownBy(() -> interval.score(Double.NaN)).hasMessageContaining("finite");
  }
}
