package io.athanor.acquisition.planner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fronts and hypervolumes against inclusion-exclusion over all subsets. */
class ParetoTest {
  private static List<double[]> cloud(int count, int objectives, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // a coarse grid, so that coordinates and whole points repeat
      points.add(random.ints(objectives, 0, 7).mapToDouble(k -> k / 4.0 - 0.25).toArray());
    }
    return points;
  }

  private static double byInclusionExclusion(List<double[]> points, double[] reference) {
    double volume = 0;
    for (int subset = 1; subset < 1 << points.size(); subset++) {
      double[] corner = new double[reference.length];
      Arrays.fill(corner, Double.POSITIVE_INFINITY);
      for (int i = 0; i < points.size(); i++) {
        if ((subset >> i & 1) == 1) {
          for (int k = 0; k < corner.length; k++) {
            corner[k] = Math.min(corner[k], points.get(i)[k]);
          }
        }
      }
      double box = Integer.bitCount(subset) % 2 == 1 ? 1 : -1;
      for (int k = 0; k < corner.length; k++) {
        box *= Math.max(0, corner[k] - reference[k]);
      }
      volume += box;
    }
    return volume;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void shouldMeasureTheDominatedVolume(int objectives) {
    double[] reference = new double[objectives];
    for (int seed = 0; seed < 40; seed++) {
      List<double[]> points = cloud(1 + seed % 10, objectives, seed);

      assertThat(Pareto.hypervolume(points, reference))
          .isCloseTo(byInclusionExclusion(points, reference), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void shouldCutTheFreeRegionIntoDisjointBoxes(int objectives) {
    double[] reference = new double[objectives];
    double top = 2;
    for (int seed = 0; seed < 40; seed++) {
      List<double[]> points = cloud(seed % 9, objectives, 100 + seed);
      FreeBoxes boxes = FreeBoxes.of(points, reference);
      double free = 0;
      for (int b = 0; b < boxes.low().size(); b++) {
        double box = 1;
        for (int k = 0; k < objectives; k++) {
          box *= Math.min(top, boxes.high().get(b)[k]) - boxes.low().get(b)[k];
        }
        free += box;
      }

      assertThat(free)
          .isCloseTo(
              Math.pow(top, objectives) - byInclusionExclusion(points, reference), within(1e-9));
    }
  }

  @Test
  void shouldKeepThePointsNobodyDominatesOnce() {
    List<double[]> points =
        List.of(
            new double[] {1, 1},
            new double[] {2, 0},
            new double[] {1, 1},
            new double[] {0.5, 1},
            new double[] {0, 3});

    assertThat(Pareto.front(points)).containsExactly(0, 1, 4);
    assertThat(Pareto.dominates(new double[] {1, 1}, new double[] {1, 1})).isFalse();
    assertThat(Pareto.dominates(new double[] {1, 2}, new double[] {1, 1})).isTrue();
  }

  @Test
  void shouldIgnoreWhatIsNotAboveTheReference() {
    List<double[]> points = List.of(new double[] {2, -1}, new double[] {0, 5}, new double[] {1, 1});

    assertThat(Pareto.hypervolume(points, new double[] {0, 0})).isEqualTo(1);
    assertThat(Pareto.hypervolume(List.of(), new double[] {0, 0})).isZero();
    assertThatThrownBy(() -> Pareto.hypervolume(points, new double[] {0}))
        .hasMessageContaining("reference");
  }

  @Test
  void shouldInferAReferenceBelowAllPoints() {
    List<double[]> points = List.of(new double[] {0, 3}, new double[] {2, 1}, new double[] {-8, 1});

    assertThat(Pareto.reference(points)).containsExactly(-9, 0.8);
    assertThat(Pareto.reference(List.of(new double[] {4, 4}))).containsExactly(3.9, 3.9);
    assertThatThrownBy(() -> Pareto.reference(List.of())).hasMessageContaining("points");
  }
}
