package io.athanor.inference.fewlabels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.PropertyEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final List<Integer> WIDTHS = List.of(1, 3, 1);

  @Test
  void shouldKnowItsOwnSlope() {
    BlockFeatures features = features(14, new Random(1));
    Evidence evidence =
        new Evidence(
            features.standardised(features.moments()).distances(), labels(features, 0.1, 2));
    double[] place = {0.7, 1.2, 0.3, 0.2, -1.5};
    double[] gradient = evidence.at(place).gradient();
    for (int index = 0; index < place.length; index++) {
      double[] up = place.clone();
      double[] down = place.clone();
      up[index] += 1e-3;
      down[index] -= 1e-3;
      double slope = (evidence.at(up).value() - evidence.at(down).value()) / 2e-3;
      assertThat(gradient[index]).as("parameter %d", index).isCloseTo(slope, within(2e-3));
    }
  }

  @Test
  void shouldFindTheFloorOfACurvedValley() {
    double[] lowest =
        LimitedMemory.minimise(
            at -> {
              double off = at[1] - at[0] * at[0];
              return new Evidence.Point(
                  100 * off * off + (1 - at[0]) * (1 - at[0]),
                  new double[] {-400 * at[0] * off - 2 * (1 - at[0]), 200 * off});
            },
            new double[] {-1.2, 1},
            200,
            1e-12);
    assertThat(lowest).containsExactly(new double[] {1, 1}, within(1e-3));
  }

  @Test
  void shouldLearnACurveAndCoverWhatItWasNotShown() {
    Random random = new Random(3);
    BlockFeatures shown = features(120, random);
    BlockFeatures asked = features(300, random);
    RelevanceProcess process = RelevanceProcess.fit(shown, labels(shown, 0.1, 4), false);
    double[] truth = labels(asked, 0.1, 5);
    double error = 0;
    int covered = 0;
    for (int row = 0; row < truth.length; row++) {
      PropertyEstimate estimate = process.estimate(asked.rows().get(row));
      error += Math.abs(estimate.mean() - truth[row]) / truth.length;
      covered += truth[row] >= estimate.lower() && truth[row] <= estimate.upper() ? 1 : 0;
    }
    // the noise alone leaves 0.08, a constant about 0.6
    assertThat(error).isLessThan(0.16);
    assertThat(process.error()).isCloseTo(error, within(0.05));
    assertThat(covered / (double) truth.length).isBetween(0.8, 0.99);
  }

  /** Three blocks: what decides, three numbers that say little, one that says nothing. */
  private static BlockFeatures features(int count, Random random) {
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add(random.doubles(5).map(value -> 4 * value - 2).toArray());
    }
    return new BlockFeatures(rows, WIDTHS);
  }

  private static double[] labels(BlockFeatures features, double noise, long seed) {
    Random random = new Random(seed);
    return features.rows().stream()
        .mapToDouble(row -> Math.sin(2 * row[0]) + 0.1 * row[1] + noise * random.nextGaussian())
        .toArray();
  }
}
