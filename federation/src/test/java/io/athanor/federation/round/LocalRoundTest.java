package io.athanor.federation.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.federation.sum.Hkdf;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LocalRoundTest {
  private static final byte[] SEED = Hkdf.derive(new byte[] {1}, "test");
  private static final SumTerms TERMS = new SumTerms(40, SumTerms.FRACTION_BITS, 3, 8);

  private static SortedMap<String, double[]> vectors(int sites) {
    Random random = new Random(5);
    SortedMap<String, double[]> vectors = new TreeMap<>();
    for (int k = 0; k < sites; k++) {
      double[] vector = new double[TERMS.length()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = Math.rint(random.nextGaussian() * 1e6) / 1024;
      }
      vectors.put("site-" + k, vector);
    }
    return vectors;
  }

  private static double[] total(Map<String, double[]> vectors, Set<String> without) {
    double[] total = new double[TERMS.length()];
    vectors.forEach(
        (site, vector) -> {
          if (!without.contains(site)) {
            for (int i = 0; i < total.length; i++) {
              total[i] += vector[i];
            }
          }
        });
    return total;
  }

  @Test
  void shouldGiveTheSumToTheLastBit() {
    SortedMap<String, double[]> vectors = vectors(5);
    LocalRound.Outcome outcome = LocalRound.sum("r", TERMS, vectors, Set.of(), SEED);
    assertThat(outcome.sum()).containsExactly(total(vectors, Set.of()));
    assertThat(outcome.contributors()).containsExactlyElementsOf(vectors.keySet());
    assertThat(outcome.bytes().get("site-0")).isBetween(640L, 2_500L);
  }

  @Test
  void shouldLoseNothingButTheTermsOfThoseWhoFellOut() {
    SortedMap<String, double[]> vectors = vectors(7);
    Set<String> silent = Set.of("site-0", "site-4");
    LocalRound.Outcome outcome = LocalRound.sum("r", TERMS, vectors, silent, SEED);
    assertThat(outcome.sum()).containsExactly(total(vectors, silent));
    assertThat(outcome.contributors()).doesNotContainAnyElementsOf(silent).hasSize(5);
  }

  @Test
  void shouldGiveNoSumWhereTooFewAreLeft() {
    SortedMap<String, double[]> vectors = vectors(4);
    assertThatThrownBy(() -> LocalRound.sum("r", TERMS, vectors, Set.of("site-1", "site-2"), SEED))
        .isInstanceOf(RoundException.class)
        .hasMessage("2 sites contributed where 3 are needed");
  }

  @Test
  void shouldNotBeASumForTwo() {
    assertThatThrownBy(() -> new SumTerms(1, 72, 2, 4)).hasMessage("sum.fewest 2 is below 3");
    assertThatThrownBy(() -> new SumTerms(1, 72, 3, 2)).hasMessage("sum.most 2 is not in 3..255");
    assertThatThrownBy(() -> new SumTerms(0, 72, 3, 4)).hasMessageContaining("sum.length 0");
  }
}
