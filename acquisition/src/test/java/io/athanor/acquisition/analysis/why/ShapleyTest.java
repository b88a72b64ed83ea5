package io.athanor.acquisition.analysis.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapleyTest {
  private static double[] play(Shapley game, ToDoubleFunction<Long> worth) {
    return game.contributions(game.coalitions().stream().mapToDouble(worth).toArray());
  }

  @Test
  void shouldGiveTheTextbookAnswerToTheGloveGame() {
    // players 0 and 1 hold left gloves, 2 the only right one
    double[] shares =
        play(
            Shapley.of(3, 0),
            coalition -> (coalition & 4) != 0 && (coalition & 3) != 0 ? 1.0 : 0.0);
    assertThat(shares[0]).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(shares[1]).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(shares[2]).isCloseTo(4 / 6.0, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 8, 10, 11, 20})
  void shouldSumToWhatAllAreWorth(int players) {
    for (int seed = 0; seed < 20; seed++) {
      Shapley game = Shapley.of(players, seed);
      int salt = seed;
      ToDoubleFunction<Long> worth =
          coalition -> new SplittableRandom(coalition * 31 + salt).nextDouble();
      long all = (1L << players) - 1;
      assertThat(Arrays.stream(play(game, worth)).sum())
          .isCloseTo(worth.applyAsDouble(all) - worth.applyAsDouble(0L), within(1e-9));
      assertThat(game.coalitions()).contains(0L, all).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 16})
  void shouldGiveEachItsOwnWhereNothingInterplays(int players) {
    double[] shares =
        play(
            Shapley.of(players, 5),
            coalition -> {
              double sum = 7;
              for (int i = 0; i < players; i++) {
                sum += (coalition >> i & 1) * (i - 4.5);
              }
              return sum;
            });
    for (int i = 0; i < players; i++) {
      assertThat(shares[i]).isCloseTo(i - 4.5, within(1e-9));
    }
  }

  @Test
  void shouldComeNearTheExactAnswerBySampling() {
    ToDoubleFunction<Long> worth = coalition -> Math.pow(Long.bitCount(coalition & 0b111), 2);
    double[] sampled = play(Shapley.of(12, 3), worth);
    for (int i = 0; i < 12; i++) {
      assertThat(sampled[i]).isCloseTo(i < 3 ? 3 : 0, within(1e-9 + (i < 3 ? 0.6 : 0)));
    }
  }

  @Test
  void shouldBeTheSameForTheSameSeed() {
    ToDoubleFunction<Long> worth = coalition -> Math.sqrt(Long.bitCount(coalition));
    assertThat(play(Shapley.of(14, 9), worth)).isEqualTo(play(Shapley.of(14, 9), worth));
    assertThat(List.of(Shapley.of(10, 1).isExact(), Shapley.of(11, 1).isExact()))
        .containsExactly(true, false);
    assertThatThrownBy(() -> Shapley.of(63, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("players");
  }
}
