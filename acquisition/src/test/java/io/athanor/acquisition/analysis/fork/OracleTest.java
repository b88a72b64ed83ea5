package io.athanor.acquisition.analysis.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OracleTest {
  private static final Goal UP = new Goal.Maximize();
  private static final int MEASURED = 40;

  /** A smooth random function of two or three settings, with noise. */
  private record Problem(SearchSpace.Pool pool, double[] values) {
    static Problem of(long seed, int size, double noise) {
      SplittableRandom random = new SplittableRandom(seed);
      int dimensions = 2 + (int) (seed % 2);
      double[] centres = random.doubles(6L * dimensions).toArray();
      double[] heights = random.doubles(6, -1, 1).toArray();
      List<Parameter> parameters = new ArrayList<>();
      for (int d = 0; d < dimensions; d++) {
        parameters.add(new Parameter.Continuous("x" + d, 0, 1));
      }
      List<Point> points = new ArrayList<>();
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        List<Double> x = random.doubles(dimensions).boxed().toList();
        points.add(new Point(x));
        for (int k = 0; k < heights.length; k++) {
          double squared = 0;
          for (int d = 0; d < dimensions; d++) {
            double difference = x.get(d) - centres[k * dimensions + d];
            squared += difference * difference;
          }
          values[i] += heights[k] * StrictMath.exp(-squared / 0.08);
        }
        values[i] +=
            noise * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
      }
      return new Problem(new SearchSpace.Pool(parameters, points), values);
    }

    List<Measurement> first(int count) {
      return IntStream.range(0, count).mapToObj(i -> new Measurement(i, values[i])).toList();
    }
  }

  @Test
  void shouldCoverWhatItDidNotSee() {
    int inside = 0;
    int tested = 0;
    for (long seed = 1; seed <= 16; seed++) {
      Problem problem = Problem.of(seed, 120, 0.1);
      Oracle oracle = Oracle.ofPool(problem.pool(), problem.first(MEASURED), UP);
      for (int i = MEASURED; i < problem.values().length; i++) {
        Oracle.Expected expected = oracle.expected(i);
        tested++;
        boolean covered =
            expected.lower() <= problem.values()[i] && problem.values()[i] <= expected.upper();
        inside += covered ? 1 : 0;
      }
      assertThat(oracle.coverage().share()).isGreaterThanOrEqualTo(Oracle.LEVEL);
      assertThat(oracle.coverage().tested()).isEqualTo(MEASURED);
    }
    assertThat(inside / (double) tested).isBetween(0.86, 0.97);
  }

  @Test
  void shouldDrawWorldsThatAreSpreadAsItSays() {
    Problem problem = Problem.of(3, 150, 0.1);
    Oracle oracle = Oracle.ofPool(problem.pool(), problem.first(MEASURED), UP);
    int candidate = 100;
    Oracle.Expected expected = oracle.expected(candidate);
    double[] drawn =
        IntStream.range(0, 600)
            .mapToDouble(seed -> oracle.sample(seed).outcome(candidate))
            .toArray();
    double inside =
        IntStream.range(0, drawn.length)
                .filter(i -> expected.lower() <= drawn[i] && drawn[i] <= expected.upper())
                .count()
            / (double) drawn.length;
    assertThat(inside).isBetween(0.85, 0.95);
    double mean = IntStream.range(0, drawn.length).mapToDouble(i -> drawn[i]).average().orElse(0);
    double middle = (expected.lower() + expected.upper()) / 2;
    assertThat(mean).isCloseTo(middle, within(0.15 * (expected.upper() - expected.lower())));
  }

  @Test
  void shouldGiveWhatWasMeasured() {
    Problem problem = Problem.of(5, 60, 0.1);
    Oracle.World world = Oracle.ofPool(problem.pool(), problem.first(20), UP).sample(9);
    for (int i = 0; i < 20; i++) {
      assertThat(world.outcome(i)).isEqualTo(problem.values()[i]);
    }
  }

  @Test
  void shouldDrawTheSameWorldWhateverIsAskedFirst() {
    Problem problem = Problem.of(6, 60, 0.1);
    Oracle oracle = Oracle.ofPool(problem.pool(), problem.first(20), UP);
    Oracle.World forwards = oracle.sample(4);
    Oracle.World backwards = oracle.sample(4);
    double[] there = IntStream.range(0, 60).mapToDouble(forwards::outcome).toArray();
    for (int i = 59; i >= 0; i--) {
      assertThat(backwards.outcome(i)).isEqualTo(there[i]);
    }
    double best = java.util.Arrays.stream(there).max().orElseThrow();
    assertThat(oracle.sample(4).best(UP)).isEqualTo(best);
    assertThat(oracle.sample(5).outcome(40)).isNotEqualTo(there[40]);
  }

  @Test
  void shouldReachIntoLargePoolsAndKeepItsWord() {
    Problem problem = Problem.of(8, 1500, 0.05);
    Oracle oracle = Oracle.ofPool(problem.pool(), problem.first(30), UP);
    Oracle.World world = oracle.sample(1);
    for (int i = 0; i < 1500; i += 100) {
      assertThat(world.outcome(i)).isEqualTo(world.outcome(i)).isFinite();
    }
  }

  @Test
  void shouldAnswerAnywhereInASpace() {
    SearchSpace.Process space =
        new SearchSpace.Process(List.of(new Parameter.Continuous("x", 0, 1)), Set.of());
    List<Point> trials = new ArrayList<>();
    List<Measurement> history = new ArrayList<>();
    for (int i = 0; i <= 10; i++) {
      trials.add(new Point(List.of(i / 10.0)));
      history.add(new Measurement(i, StrictMath.sin(i / 3.0)));
    }
    Oracle.World world = Oracle.ofSpace(space, trials, history, UP, 1).sample(2);
    Point between = new Point(List.of(0.45));
    double value = world.outcome(between);
    assertThat(value).isCloseTo(StrictMath.sin(4.5 / 3), within(0.3));
    assertThat(world.outcome(between)).isEqualTo(value);
    assertThat(world.best(UP)).isGreaterThanOrEqualTo(StrictMath.sin(5 / 3.0));
  }

  @Test
  void shouldNotSpeakOfTooFewOutcomes() {
    Problem problem = Problem.of(2, 30, 0);
    List<Measurement> two = problem.first(2);
    assertThatThrownBy(() -> Oracle.ofPool(problem.pool(), two, UP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 3 outcomes");
  }
}
