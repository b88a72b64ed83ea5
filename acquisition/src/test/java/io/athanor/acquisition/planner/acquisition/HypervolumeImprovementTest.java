package io.athanor.acquisition.planner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.objective.Goal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hypervolume improvement against nested quadrature (2 objectives) and Monte Carlo (3 and more).
 */
class HypervolumeImprovementTest {
  private static final Goal MAXIMIZE = new Goal.Maximize();
  private static final List<double[]> FRONT =
      List.of(new double[] {1, 3}, new double[] {2, 2.2}, new double[] {3, 0.5});

  /** Front points are certain observed rows; the last row is the candidate. */
  private static View view(Goal first, double[] mean, double[] deviation) {
    int m = mean.length;
    List<Outcome> objectives = new ArrayList<>();
    for (int k = 0; k < m; k++) {
      double[] means = new double[FRONT.size() + 1];
      double[] deviations = new double[FRONT.size() + 1];
      for (int i = 0; i < FRONT.size(); i++) {
        means[i] = k < 2 ? FRONT.get(i)[k] : 1 + 0.3 * i;
      }
      means[FRONT.size()] = mean[k];
      deviations[FRONT.size()] = deviation[k];
      boolean flipped = k == 0 && first instanceof Goal.Minimize;
      if (flipped) {
        Arrays.setAll(means, i -> -means[i]);
      }
      objectives.add(Outcome.marginal(k == 0 ? first : MAXIMIZE, means, deviations));
    }
    return Views.joint(objectives, FRONT.size());
  }

  private static List<double[]> front(View view) {
    List<double[]> points = new ArrayList<>();
    for (int row : view.observed()) {
      points.add(view.objectives().stream().mapToDouble(o -> o.merit(row)).toArray());
    }
    return points;
  }

  /** Gain of two objectives as the integral of what is free above the front, strip by strip. */
  private static double area(List<double[]> descending, double a, double b) {
    double area = 0;
    double floor = 0;
    // strips of the second objective, from the point with the largest first merit on
    for (double[] point : descending) {
      area += Math.max(0, Math.min(b, point[1]) - floor) * Math.max(0, a - point[0]);
      floor = Math.max(floor, point[1]);
    }
    return area + Math.max(0, b - floor) * Math.max(0, a);
  }

  private static double gain(List<double[]> front, double[] point, double[] reference) {
    List<double[]> more = new ArrayList<>(front);
    more.add(point);
    return Pareto.hypervolume(more, reference) - Pareto.hypervolume(front, reference);
  }

  @Test
  void shouldGiveTheExactExpectationForTwoObjectives() {
    double[][] cases = {
      {2, 2, 0.5, 0.5}, {0, 0, 1, 2}, {4, 4, 0.3, 0.3}, {1, -2, 0.8, 1.1}, {2.5, 1, 0.05, 0.4}
    };
    List<double[]> descending = new ArrayList<>(FRONT);
    java.util.Collections.reverse(descending);
    for (double[] c : cases) {
      View view = view(MAXIMIZE, new double[] {c[0], c[1]}, new double[] {c[2], c[3]});
      View flipped =
          view(new Goal.Minimize(), new double[] {c[0], c[1]}, new double[] {c[2], c[3]});
      double expected =
          Quadrature.expectation(
              4,
              a ->
                  Quadrature.expectation(
                      4, b -> area(descending, a, b), c[1], c[3], 0, 0.5, 2.2, 3),
              c[0],
              c[2],
              0,
              1,
              2,
              3);
      ExpectedHypervolumeImprovement function =
          new ExpectedHypervolumeImprovement(List.of(0.0, 0.0));

      double value = function.values(view, Views.random(1))[3];

      assertThat(value).isCloseTo(Math.log(expected), within(1e-6));
      ExpectedHypervolumeImprovement same = new ExpectedHypervolumeImprovement(List.of(0.0, 0.0));
      assertThat(same.values(flipped, Views.random(1))[3]).isEqualTo(value);
    }
  }

  @Test
  void shouldTakeTheDistanceToATargetAsAnObjective() {
    View view = view(new Goal.Target(2), new double[] {1.8, 2.5}, new double[] {0.6, 0.7});
    List<double[]> front = front(view);
    double[] reference = {-3, 0};
    double expected =
        Quadrature.expectation(
            1,
            a ->
                Quadrature.expectation(
                    1,
                    b -> gain(front, new double[] {-Math.abs(a - 2), b}, reference),
                    2.5,
                    0.7,
                    0,
                    0.5,
                    2.2,
                    3),
            1.8,
            0.6,
            -1,
            1,
            2,
            3,
            5);

    double value =
        new ExpectedHypervolumeImprovement(List.of(-3.0, 0.0)).values(view, Views.random(1))[3];

    assertThat(value).isCloseTo(Math.log(expected), within(1e-6));
  }

  /**
   * The gain of y is its box less what the front dominates of it: by inclusion and exclusion over
   * subsets S of the front, sum (-1)^|S| prod_k (min(y_k, min_S p_k) - r_k)+, whose expectation is
   * a product of one-dimensional integrals.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void shouldGiveTheExactExpectationForMoreObjectives(int m) {
    double[] mean = new double[m];
    double[] deviation = new double[m];
    Arrays.setAll(mean, k -> 1.2 + 0.2 * k);
    Arrays.setAll(deviation, k -> 0.8 - 0.1 * k);
    View view = view(MAXIMIZE, mean, deviation);
    List<double[]> front = front(view);
    double expected = 0;
    for (int subset = 0; subset < 1 << front.size(); subset++) {
      double product = Integer.bitCount(subset) % 2 == 0 ? 1 : -1;
      for (int k = 0; k < m; k++) {
        double corner = Double.POSITIVE_INFINITY;
        for (int i = 0; i < front.size(); i++) {
          corner = (subset >> i & 1) == 1 ? Math.min(corner, front.get(i)[k]) : corner;
        }
        double cut = corner;
        product *=
            Quadrature.expectation(
                y -> Math.max(0, Math.min(y, cut)), mean[k], deviation[k], 0, Math.min(9, cut));
      }
      expected += product;
    }
    List<Double> origin = java.util.Collections.nCopies(m, 0.0);

    double value = new ExpectedHypervolumeImprovement(origin).values(view, Views.random(1))[3];

    assertThat(value).isCloseTo(Math.log(expected), within(1e-6));
  }

  @Test
  void shouldEqualExpectedImprovementForOneObjective() {
    Outcome outcome = Outcome.marginal(MAXIMIZE, new double[] {1, 0.5}, new double[] {0.1, 0.8});
    View view = Views.joint(List.of(outcome), 1);

    assertThat(new ExpectedHypervolumeImprovement(List.of(0.0)).values(view, Views.random(1))[1])
        .isCloseTo(new LogExpectedImprovement().values(view, Views.random(1))[1], within(1e-12));
  }

  @Test
  void shouldStayFiniteAndFallFarBelowTheFront() {
    double before = Double.POSITIVE_INFINITY;
    for (double down = 0; down <= 40; down += 0.25) {
      View view = view(MAXIMIZE, new double[] {1.5 - down, 2 - down}, new double[] {1, 1});

      double value =
          new ExpectedHypervolumeImprovement(List.of(0.0, 0.0)).values(view, Views.random(1))[3];

      assertThat(value).isFinite().isLessThan(before);
      before = value;
    }
    // far out each factor is an expected improvement over the reference, cut by the front: the
    // linear sum has underflown, the sum of logs has not
    assertThat(before).isLessThan(-1500);
  }

  @Test
  void shouldAgreeBetweenTheLinearAndTheLogarithmicSum() {
    HypervolumeGain gain = new HypervolumeGain(FreeBoxes.of(FRONT, new double[] {0, 0}), 2);
    List<Outcome> objectives =
        List.of(
            Outcome.marginal(MAXIMIZE, new double[] {0}, new double[] {1}),
            Outcome.marginal(MAXIMIZE, new double[] {0}, new double[] {1}));
    // the switch lies between these means: no jump may be seen in the second difference
    double[] values = new double[400];
    for (int i = 0; i < values.length; i++) {
      double mean = -0.02 * i;
      values[i] = gain.log(objectives, new double[] {mean, mean}, new double[] {0.1, 0.1});
    }
    for (int i = 1; i + 1 < values.length; i++) {
      assertThat(values[i + 1] - 2 * values[i] + values[i - 1]).isBetween(-0.1, 0.0);
    }
    assertThat(values[399]).isLessThan(-3000);
  }

  @Test
  void shouldEqualThePlugInWhereTheFrontIsCertain() {
    View certain = jointView(1e-9, 0);

    double plugIn =
        new ExpectedHypervolumeImprovement(List.of(0.0, 0.0)).values(certain, Views.random(1))[4];
    double noisy =
        NoisyExpectedHypervolumeImprovement.standard(List.of(0.0, 0.0))
            .values(certain, Views.random(1))[4];

    assertThat(noisy).isCloseTo(plugIn, within(1e-3));
  }

  @Test
  void shouldAverageOverAnUncertainFront() {
    View view = jointView(0.3, 0.4);
    int[] all = {0, 1, 2, 3, 4};
    int draws = 10_000;
    SplittableRandom random = new SplittableRandom(21);
    double[][] first = view.objectives().get(0).requireJoint().samples(all, draws, random);
    double[][] second = view.objectives().get(1).requireJoint().samples(all, draws, random);
    double sum = 0;
    double squares = 0;
    double[] reference = {0, 0};
    for (int s = 0; s < draws; s++) {
      List<double[]> front = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        front.add(new double[] {first[s][i], second[s][i]});
      }
      double gain = gain(front, new double[] {first[s][4], second[s][4]}, reference);
      sum += gain;
      squares += gain * gain;
    }
    double expected = sum / draws;
    double error = Math.sqrt((squares / draws - expected * expected) / draws);

    double[] values =
        new NoisyExpectedHypervolumeImprovement(List.of(0.0, 0.0), 512, 8, 10)
            .values(view, Views.random(1));

    assertThat(Math.exp(values[4])).isCloseTo(expected, within(5 * error + 0.01 * expected));
    assertThat(values[0]).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static View jointView(double spread, double correlation) {
    double[][] means = {{1, 2, 3, 0.5, 1.8}, {3, 2.2, 0.5, 0.5, 2.1}};
    List<Outcome> objectives = new ArrayList<>();
    for (double[] mean : means) {
      double[][] covariance = new double[5][5];
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          double si = i < 4 ? spread : 0.5;
          double sj = j < 4 ? spread : 0.5;
          covariance[i][j] = si * sj * (i == j ? 1 : correlation);
        }
      }
      objectives.add(GaussianJoint.outcome(MAXIMIZE, mean, covariance, 0.1));
    }
    return Views.joint(objectives, 4);
  }

  @Test
  void shouldInferAReferenceOrRefuseAWrongOne() {
    View view = view(MAXIMIZE, new double[] {2, 2}, new double[] {0.5, 0.5});
    double[] inferred = Pareto.reference(FRONT);

    assertThat(new ExpectedHypervolumeImprovement(List.of()).values(view, Views.random(1)))
        .isEqualTo(
            new ExpectedHypervolumeImprovement(List.of(inferred[0], inferred[1]))
                .values(view, Views.random(1)));
    assertThatThrownBy(
            () -> new ExpectedHypervolumeImprovement(List.of(1.0)).values(view, Views.random(1)))
        .hasMessageContaining("reference");
    assertThatThrownBy(() -> new NoisyExpectedHypervolumeImprovement(List.of(), 0, 1, 1))
        .hasMessageContaining("draws");
  }
}
