package io.athanor.acquisition.planner.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepresentativeDesignTest {
  @Test
  void gainIsWhatTheSummedDistanceLoses() {
    FeatureMatrix line = line(0, 1, 2, 10, 11, 12);
    double[] gains = RepresentativeDesign.gains(line, new int[] {1});
    // with 1 measured the distances are 1 0 1 9 10 11; 11 would leave 1 0 1 1 0 1
    assertThat(gains[4]).isCloseTo((8 + 10 + 10) / 6.0, within(1e-12));
    assertThat(gains[1]).isZero();
    assertThat(best(gains)).isEqualTo(4);
  }

  @Test
  void beginsInTheMiddle() {
    assertThat(best(RepresentativeDesign.gains(line(0, 5, 6, 7, 30), new int[] {}))).isEqualTo(2);
  }

  @Test
  void goesWhereCandidatesAreAndNotToTheCorners() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = new double[200];
    for (int i = 0; i < 100; i++) {
      double centre = i < 60 ? 2 : -2;
      values[2 * i] = centre + 0.3 * random.nextDouble();
      values[2 * i + 1] = centre + 0.3 * random.nextDouble();
    }
    values[198] = 9;
    values[199] = -9;
    FeatureMatrix pool = new FeatureMatrix(100, new int[] {0, 1}, values);
    assertThat(best(RepresentativeDesign.gains(pool, new int[] {70}))).isLessThan(60);
    List<Integer> tried = new ArrayList<>(List.of(70));
    double before = summed(pool, tried);
    for (int i = 0; i < 3; i++) {
      double[] gains = RepresentativeDesign.gains(pool, tried.stream().mapToInt(t -> t).toArray());
      tried.add(best(gains));
      double after = summed(pool, tried);
      assertThat(before - after).isCloseTo(100 * gains[best(gains)], within(1e-9));
      before = after;
    }
  }

  @Test
  void inLargePoolsSomeStandForTheirNeighbours() {
    double[] positions = IntStream.range(0, 9000).mapToDouble(i -> i).toArray();
    double[] gains = RepresentativeDesign.gains(line(positions), new int[] {0});
    long counted = IntStream.range(0, 9000).filter(i -> Double.isFinite(gains[i])).count();
    assertThat(counted).isEqualTo(4500);
    // two thirds of the way: the points that a second centre serves better are those beyond half
    assertThat(best(gains)).isBetween(5990, 6010);
  }

  private static double summed(FeatureMatrix pool, List<Integer> tried) {
    return IntStream.range(0, pool.rows())
        .mapToDouble(
            i ->
                tried.stream()
                    .mapToDouble(t -> Math.sqrt(pool.squaredDistance(i, pool, t)))
                    .min()
                    .orElseThrow())
        .sum();
  }

  private static int best(double[] gains) {
    return IntStream.range(0, gains.length)
        .reduce((a, b) -> gains[b] > gains[a] ? b : a)
        .orElseThrow();
  }

  private static FeatureMatrix line(double... positions) {
    return new FeatureMatrix(positions.length, new int[] {0}, positions);
  }
}
