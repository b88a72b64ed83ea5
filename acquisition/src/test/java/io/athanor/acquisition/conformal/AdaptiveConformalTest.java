package io.athanor.acquisition.conformal;

import static io.athanor.acquisition.conformal.AdaptiveConformal.EMPTY;
import static io.athanor.acquisition.conformal.AdaptiveConformal.RATE;
import static io.athanor.acquisition.conformal.AdaptiveConformal.UNBOUNDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdaptiveConformalTest {
  private static final double[] CLAIMS = {0.5, 0.8, 0.9, 0.95, 0.99};

  /** Nature, which may know the interval before it answers. */
  private interface Nature {
    double score(int t, double factor);
  }

  private static Nature nature(SplittableRandom random) {
    double scale = Math.exp(6 * random.nextDouble() - 3);
    int period = 1 + random.nextInt(90);
    return switch (random.nextInt(7)) {
      case 0 -> (t, factor) -> 0;
      case 1 -> (t, factor) -> UNBOUNDED;
      // outside by a hair whenever that is possible
      case 2 -> (t, factor) -> factor == UNBOUNDED ? 1 : Math.nextUp(Math.max(0, factor));
      // never outside
      case 3 -> (t, factor) -> Math.max(0, Math.min(factor, 1e9));
      case 4 -> (t, factor) -> scale * random.nextDouble() * (t / period % 2 == 0 ? 1 : 40);
      // so heavy a tail that there is no mean
      case 5 -> (t, factor) -> scale / random.nextDouble();
      default -> (t, factor) -> random.nextInt(3) == 0 ? UNBOUNDED : random.nextDouble();
    };
  }

  @Test
  void shouldKeepTheLongRunGuaranteeWhateverHappens() {
    for (long seed = 0; seed < 3_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double claimed = CLAIMS[random.nextInt(CLAIMS.length)];
      AdaptiveConformal state = AdaptiveConformal.begin(claimed);
      Nature nature = nature(random);
      int misses = 0;
      for (int t = 1; t <= 400; t++) {
        double factor = state.factor();
        double score = nature.score(t, factor);
        misses += AdaptiveConformal.covers(factor, score) ? 0 : 1;
        state = state.after(score, factor);
        double bound = (Math.max(claimed, 1 - claimed) + RATE) / (RATE * t) + 1e-9;
        if (Math.abs(misses / (double) t - (1 - claimed)) > bound) {
          fail("seed %d, claim %s: %d misses in %d outcomes", seed, claimed, misses, t);
        }
      }
    }
  }

  @Test
  void shouldKeepTheGuaranteeWhileOutcomesAreAwaited() {
    for (long seed = 0; seed < 1_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int awaited = 1 + random.nextInt(12);
      AdaptiveConformal state = AdaptiveConformal.begin(0.9);
      Nature nature = nature(random);
      Deque<Double> served = new ArrayDeque<>();
      int misses = 0;
      for (int t = 1; t <= 600; t++) {
        while (served.size() <= awaited) {
          served.add(state.factor());
        }
        double factor = served.remove();
        double score = nature.score(t, factor);
        misses += AdaptiveConformal.covers(factor, score) ? 0 : 1;
        state = state.after(score, factor);
        double bound = (0.9 + RATE * (awaited + 1)) / (RATE * t) + 1e-9;
        if (Math.abs(misses / (double) t - 0.1) > bound) {
          fail("seed %d, %d awaited: %d misses in %d outcomes", seed, awaited, misses, t);
        }
      }
    }
  }

  @Test
  void shouldServeIntervalsAsClaimedBeforeTheFirstOutcome() {
    for (double claimed : CLAIMS) {
      assertThat(AdaptiveConformal.begin(claimed).factor())
          .as("claim %s", claimed)
          .isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void shouldLeaveNoBoundAfterMissesAndNothingAfterHits() {
    AdaptiveConformal missed = AdaptiveConformal.begin(0.9);
    AdaptiveConformal hit = missed;
    for (int i = 0; i < 50; i++) {
      missed = missed.after(UNBOUNDED, missed.factor());
    }
    assertThat(missed.factor()).isEqualTo(UNBOUNDED);
    assertThat(AdaptiveConformal.covers(UNBOUNDED, UNBOUNDED)).isTrue();
    while (hit.miscoverage() < 1) {
      hit = hit.after(0, hit.factor());
    }
    assertThat(hit.factor()).isEqualTo(EMPTY);
    assertThat(AdaptiveConformal.covers(EMPTY, 0)).isFalse();
    assertThat(hit.after(0, EMPTY).miscoverage()).as("a miss").isLessThan(hit.miscoverage());
  }

  @Test
  void shouldTakeTheConformalQuantileOfTheScores() {
    List<Double> ten = List.of(3.0, 1.0, 9.0, 2.0, 8.0, 4.0, 10.0, 5.0, 7.0, 6.0);
    assertThat(new AdaptiveConformal(0.9, 0.1, ten).factor()).as("the 10th of 10").isEqualTo(10);
    assertThat(new AdaptiveConformal(0.9, 0.5, ten).factor()).as("the 6th").isEqualTo(6);
    assertThat(new AdaptiveConformal(0.9, 0.05, ten).factor()).as("an 11th").isEqualTo(UNBOUNDED);
    assertThat(new AdaptiveConformal(0.9, 0.1, List.of()).factor()).isEqualTo(UNBOUNDED);
    double almostOne = Math.nextDown(1.0);
    assertThat(new AdaptiveConformal(0.9, almostOne, List.of()).factor()).isEqualTo(UNBOUNDED);
    assertThat(new AdaptiveConformal(0.9, almostOne, ten).factor()).as("the 1st").isEqualTo(1);
  }

  @Test
  void shouldRepeatExactlyAndNeverChangeAState() {
    for (long seed = 0; seed < 1_000; seed++) {
      assertThat(run(seed)).isEqualTo(run(seed));
    }
    AdaptiveConformal before = AdaptiveConformal.begin(0.9);
    double factor = before.factor();
    assertThat(before.after(7, factor)).isNotEqualTo(before);
    assertThat(before).isEqualTo(AdaptiveConformal.begin(0.9));
  }

  private static AdaptiveConformal run(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    AdaptiveConformal state = AdaptiveConformal.begin(0.9);
    for (int t = 0; t < 100; t++) {
      state = state.after(3 * random.nextDouble(), state.factor());
    }
    return state;
  }

  @Test
  void shouldKeepAWindowOfScores() {
    AdaptiveConformal state = AdaptiveConformal.begin(0.9);
    for (int t = 0; t < 500; t++) {
      state = state.after(2, state.factor());
    }
    assertThat(state.scores()).isEqualTo(Collections.nCopies(50, 2.0));
  }

  @Test
  void shouldRefuseWhatIsNoScoreAndClaimsItCannotRepair() {
    AdaptiveConformal state = AdaptiveConformal.begin(0.9);
    assertThatThrownBy(() -> state.after(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> state.after(-1, 1)).hasMessageContaining("zero or more");
    for (double claimed : new double[] {0.4, 0.999, 1, Double.NaN}) {
      assertThatThrownBy(() -> AdaptiveConformal.begin(claimed)).hasMessageContaining("claimed");
    }
  }
}
