package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RetrievalScoresTest {
  @Test
  void shouldCountTiesAndMissingScoresAgainstTheQuery() {
    double[][] scores = {
      {0.9, 0.1, 0.2},
      {0.5, 0.5, 0.4},
      {Double.NaN, Double.NaN, Double.NaN}
    };
    RetrievalScores found = RetrievalScores.of(scores);
    assertThat(found.ranks()).containsExactly(0, 1, 2);
    assertThat(found.recall(1)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(found.recall(2)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(found.recall(3)).isEqualTo(1);
  }

  @Test
  void shouldGiveABinomialInterval() {
    int[] ranks = new int[400];
    Arrays.fill(ranks, 0, 100, 7);
    RetrievalScores.Share share = new RetrievalScores(ranks).recall(1, 3);
    // standard error sqrt(0.75 * 0.25 / 400) = 0.0217
    assertThat(share.value()).isEqualTo(0.75);
    assertThat(share.low()).isCloseTo(0.75 - 1.96 * 0.0217, within(0.01));
    assertThat(share.high()).isCloseTo(0.75 + 1.96 * 0.0217, within(0.01));
    assertThat(new RetrievalScores(ranks).recall(1, 3)).isEqualTo(share);
  }
}
