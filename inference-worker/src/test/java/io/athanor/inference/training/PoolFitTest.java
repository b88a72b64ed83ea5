package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.modality.Expert;
import io.athanor.inference.modality.Pool;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolFitTest {
  private static final int ROWS = 600;
  private static final List<Pool> NETWORK = List.of(Pool.NETWORK);

  private final Random random = new Random(7);
  private final double[] labels = random.doubles(ROWS, -3, 3).toArray();

  @Test
  void shouldMixErrorsThatCancelAndTakeOffABias() {
    Map<Expert, List<PropertyEstimate>> said =
        said(Map.of(Expert.NETWORK, noise(0.3), Expert.PATTERN, shifted(noise(0.3), 2)));
    Pool pool = PoolFit.of(said, labels, Property.Kind.REAL, NETWORK);
    assertThat(pool.shares().get(Expert.PATTERN).weight()).isCloseTo(0.5, within(0.1));
    assertThat(pool.shares().get(Expert.PATTERN).shift()).isCloseTo(2, within(0.1));
    assertThat(error(pool, said)).isLessThan(0.85 * error(Pool.NETWORK, said));
    assertThat(covered(pool, said)).isCloseTo(0.9, within(0.01));
  }

  @Test
  void shouldLeaveTheNetworksAnswerAsItIsWhereNothingIsGained() {
    double[] own = noise(0.3);
    double[] more = noise(0.5);
    double[] worse = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      worse[row] = 0.4 + own[row] + more[row];
    }
    Map<Expert, List<PropertyEstimate>> said =
        said(Map.of(Expert.NETWORK, shifted(own, 0.2), Expert.LITERATURE, worse));
    Pool pool = PoolFit.of(said, labels, Property.Kind.REAL, NETWORK);
    assertThat(pool).isSameAs(Pool.NETWORK);
    assertThat(pool.of(Property.Kind.REAL, at(said, 0))).isSameAs(said.get(Expert.NETWORK).get(0));
  }

  @Test
  void shouldNotTakeChanceForAGain() {
    int taken = 0;
    for (int trial = 0; trial < 40; trial++) {
      double[] own = noise(0.3);
      double[] same = new double[ROWS];
      for (int row = 0; row < ROWS; row++) {
        // as good as the network on the average, wrong in nearly the same way
        same[row] = own[row] * (1 + 0.2 * random.nextGaussian());
      }
      Pool pool =
          PoolFit.of(
              said(Map.of(Expert.NETWORK, own, Expert.PATTERN, same)),
              labels,
              Property.Kind.REAL,
              NETWORK);
      taken += pool.keepsNetwork() ? 0 : 1;
    }
    assertThat(taken).isLessThanOrEqualTo(4);
  }

  @Test
  void shouldKeepASmallerSubsetsPoolWhereMoreSaysNothingMore() {
    Map<Expert, List<PropertyEstimate>> said =
        said(Map.of(Expert.NETWORK, noise(0.3), Expert.PATTERN, noise(0.3), Expert.ALL, noise(20)));
    Map<Expert, List<PropertyEstimate>> pair = new EnumMap<>(said);
    pair.remove(Expert.ALL);
    Pool smaller = PoolFit.of(pair, labels, Property.Kind.REAL, NETWORK);
    assertThat(smaller.keepsNetwork()).isFalse();
    assertThat(PoolFit.of(said, labels, Property.Kind.REAL, List.of(Pool.NETWORK, smaller)))
        .isSameAs(smaller);
  }

  @Test
  void shouldSayNothingOnAFewRows() {
    double[] few = {0, 1, 2};
    Map<Expert, List<PropertyEstimate>> said = new EnumMap<>(Expert.class);
    said.put(Expert.NETWORK, List.of(estimate(9), estimate(9), estimate(9)));
    said.put(Expert.PATTERN, List.of(estimate(0), estimate(1), estimate(2)));
    assertThat(PoolFit.of(said, few, Property.Kind.REAL, NETWORK)).isSameAs(Pool.NETWORK);
  }

  private Map<Expert, List<PropertyEstimate>> said(Map<Expert, double[]> errors) {
    Map<Expert, List<PropertyEstimate>> said = new EnumMap<>(Expert.class);
    errors.forEach(
        (expert, each) -> {
          List<PropertyEstimate> estimates = new ArrayList<>();
          for (int row = 0; row < ROWS; row++) {
            estimates.add(estimate(labels[row] + each[row]));
          }
          said.put(expert, estimates);
        });
    return said;
  }

  private static PropertyEstimate estimate(double mean) {
    return new PropertyEstimate(mean, 0.3, 0.4, mean - 1, mean + 1);
  }

  private static Map<Expert, PropertyEstimate> at(
      Map<Expert, List<PropertyEstimate>> said, int row) {
    Map<Expert, PropertyEstimate> one = new EnumMap<>(Expert.class);
    said.forEach((expert, all) -> one.put(expert, all.get(row)));
    return one;
  }

  private double error(Pool pool, Map<Expert, List<PropertyEstimate>> said) {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += Math.abs(pool.of(Property.Kind.REAL, at(said, row)).mean() - labels[row]) / ROWS;
    }
    return sum;
  }

  private double covered(Pool pool, Map<Expert, List<PropertyEstimate>> said) {
    double inside = 0;
    for (int row = 0; row < ROWS; row++) {
      PropertyEstimate estimate = pool.of(Property.Kind.REAL, at(said, row));
      inside += labels[row] >= estimate.lower() && labels[row] <= estimate.upper() ? 1 : 0;
    }
    return inside / ROWS;
  }

  private static double[] shifted(double[] values, double shift) {
    double[] shifted = values.clone();
    for (int row = 0; row < ROWS; row++) {
      shifted[row] += shift;
    }
    return shifted;
  }

  private double[] noise(double deviation) {
    double[] noise = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      noise[row] = deviation * random.nextGaussian();
    }
    return noise;
  }
}
