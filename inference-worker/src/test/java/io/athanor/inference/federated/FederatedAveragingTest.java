package io.athanor.inference.federated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FederatedAveragingTest {
  private static final String FROZEN = Parameters.FROZEN.iterator().next();

  private static Weights weights(float a, float b) {
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    entries.put("layer/kernel", new Weights.Entry(new int[] {2, 1}, new float[] {a, 2 * a}));
    entries.put(FROZEN, new Weights.Entry(new int[] {1}, new float[] {7}));
    entries.put("layer/bias", new Weights.Entry(new int[] {1}, new float[] {b}));
    return new Weights(entries);
  }

  private static double[] plain(SortedMap<String, double[]> vectors) {
    double[] sum = new double[vectors.get(vectors.firstKey()).length];
    vectors.values().forEach(each -> add(sum, each));
    return sum;
  }

  private static void add(double[] sum, double[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  @Test
  void shouldWeighSitesByTheirRecordsAndLeaveWhatIsFrozen() {
    SortedMap<String, Integer> records = new TreeMap<>(Map.of("small", 1, "large", 3));
    Weights common =
        FederatedAveraging.run(
            weights(0, 0),
            records,
            (site, from, round) -> site.equals("small") ? weights(4, 8) : weights(0, -8),
            1,
            FederatedAveragingTest::plain);
    assertThat(common.get("layer/kernel").values()).containsExactly(1f, 2f);
    assertThat(common.get("layer/bias").values()).containsExactly(-4f);
    assertThat(common.get(FROZEN).values()).containsExactly(7f);
  }

  /** Each site goes half the way to its own optimum; the mean of the optima is where it ends. */
  @Test
  void shouldConvergeToTheMeanOptimumOverRounds() {
    SortedMap<String, Integer> records = new TreeMap<>(Map.of("one", 2, "other", 2));
    LocalTraining halfway =
        (site, from, round) -> {
          float optimum = site.equals("one") ? 1 : 3;
          float[] kernel = from.get("layer/kernel").values();
          return weights((kernel[0] + optimum) / 2, round);
        };
    Weights common =
        FederatedAveraging.run(
            weights(-50, 0), records, halfway, 30, FederatedAveragingTest::plain);
    assertThat(common.get("layer/kernel").values()[0]).isCloseTo(2f, within(1e-5f));
    assertThat(common.get("layer/bias").values()).containsExactly(29f);
  }

  @Test
  void shouldDrawWeightsBackToTheCommonOnes() {
    Weights back = SiteTrainer.drawnBack(weights(4, 2), weights(0, 0), 3);
    assertThat(back.get("layer/kernel").values()).containsExactly(1f, 2f);
    assertThat(back.get("layer/bias").values()).containsExactly(0.5f);
    assertThat(back.get(FROZEN).values()).containsExactly(7f);
  }

  @Test
  void shouldNameWhatIsWrong() {
    SortedMap<String, Integer> none = new TreeMap<>(Map.of("a", 0));
    Weights start = weights(0, 0);
    LocalTraining same = (site, from, round) -> from;
    assertThatThrownBy(
            () -> FederatedAveraging.run(start, none, same, 1, FederatedAveragingTest::plain))
        .hasMessage("records of site a: none");
    assertThatThrownBy(
            () ->
                FederatedAveraging.run(
                    start, new TreeMap<>(), same, 1, FederatedAveragingTest::plain))
        .hasMessage("records is empty");
    SortedMap<String, Integer> some = new TreeMap<>(Map.of("a", 1));
    assertThatThrownBy(
            () -> FederatedAveraging.run(start, some, same, 0, FederatedAveragingTest::plain))
        .hasMessage("rounds 0 is not positive");
  }
}
