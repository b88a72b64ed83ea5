package io.athanor.acquisition.planner.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SobolTest {
  @Test
  void shouldGiveTheTabulatedPoints() {
    Sobol sobol = Sobol.plain(5);
    assertThat(sobol.next()).containsExactly(0, 0, 0, 0, 0);
    assertThat(sobol.next()).containsExactly(0.5, 0.5, 0.5, 0.5, 0.5);
    assertThat(sobol.next()).containsExactly(0.75, 0.25, 0.25, 0.25, 0.75);
    assertThat(sobol.next()).containsExactly(0.25, 0.75, 0.75, 0.75, 0.25);
    assertThat(sobol.next()).containsExactly(0.375, 0.375, 0.625, 0.875, 0.375);
  }

  /** Figures of another implementation (scipy.stats.qmc 1.17) for the thousandth point. */
  @Test
  void shouldAgreeWithAnotherImplementationFarOut() {
    Sobol sobol = Sobol.plain(Sobol.TABLE);
    for (int i = 0; i < 999; i++) {
      sobol.next();
    }
    double[] point = sobol.next();
    assertThat(new double[] {point[0], point[1], point[7], point[20], point[29], point[39]})
        .containsExactly(
            new double[] {0.15722656, 0.90917969, 0.71191406, 0.33496094, 0.77832031, 0.79199219},
            within(1e-8));
  }

  /** Of 1024 points, each 1024th of every axis holds one, plain and scrambled, table and beyond. */
  @Test
  void shouldStratifyEveryDimension() {
    Sobol scrambled = Sobol.scrambled(Sobol.TABLE + 3, new SplittableRandom(1));
    double[][] points = new double[1024][];
    for (int i = 0; i < points.length; i++) {
      points[i] = scrambled.next();
    }
    for (int d = 0; d < Sobol.TABLE; d++) {
      Set<Integer> cells = new HashSet<>();
      for (double[] point : points) {
        assertThat(point[d]).isBetween(0.0, Math.nextDown(1.0));
        cells.add((int) (point[d] * points.length));
      }
      assertThat(cells).as("dimension %d", d).hasSize(points.length);
    }
    for (int d = Sobol.TABLE; d < Sobol.TABLE + 3; d++) {
      double mean = 0;
      for (double[] point : points) {
        mean += point[d] / points.length;
      }
      assertThat(mean).as("dimension %d", d).isBetween(0.49, 0.51);
    }
  }

  /** The first two dimensions form a (0, m, 2)-net: every dyadic cell of area 1/256 has a point. */
  @Test
  void shouldStayANetWhenScrambled() {
    Sobol scrambled = Sobol.scrambled(2, new SplittableRandom(2));
    double[][] points = new double[256][];
    for (int i = 0; i < points.length; i++) {
      points[i] = scrambled.next();
    }
    for (int halvings = 0; halvings <= 8; halvings++) {
      int across = 1 << halvings;
      int along = 1 << (8 - halvings);
      Set<Integer> cells = new HashSet<>();
      for (double[] point : points) {
        cells.add((int) (point[0] * across) * along + (int) (point[1] * along));
      }
      assertThat(cells).as("%d x %d cells", across, along).hasSize(256);
    }
  }

  /** Every single point of a scrambled sequence is uniform over the scrambles. */
  @Test
  void shouldBeUniformOverScrambles() {
    double mean = 0;
    double square = 0;
    int scrambles = 4_000;
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < scrambles; i++) {
      Sobol sobol = Sobol.scrambled(7, random);
      sobol.next();
      double x = sobol.next()[6];
      mean += x / scrambles;
      square += x * x / scrambles;
    }
    assertThat(mean).isBetween(0.48, 0.52);
    assertThat(square).isBetween(0.313, 0.353);
  }
}
