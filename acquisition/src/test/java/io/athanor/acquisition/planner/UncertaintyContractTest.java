package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a forecast says of its uncertainty: the epistemic part falls with data, the aleatoric part
 * is the noise of a measurement and does not.
 */
class UncertaintyContractTest {
  private static final int POOL = 1_000;
  private static final double NOISE = 0.3;

  /** Forecasts of what is chosen next, after so many noisy measurements, averaged over seeds. */
  private record Average(double epistemic, double aleatoric) {}

  private static double truth(double x) {
    return 2 * x;
  }

  private static SearchSpace.Pool pool() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      points.add(new Point(List.of(i / (double) POOL)));
    }
    return new SearchSpace.Pool(List.of(new Parameter.Continuous("x", 0, 1)), points);
  }

  private static Average after(int measurements, Surrogate surrogate, double noise) {
    SearchSpace.Pool pool = pool();
    double epistemic = 0;
    double aleatoric = 0;
    int seeds = 8;
    for (int seed = 0; seed < seeds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Measurement> history = new ArrayList<>();
      Set<Integer> done = new HashSet<>();
      while (history.size() < measurements) {
        int candidate = random.nextInt(POOL);
        if (done.add(candidate)) {
          double value = truth(candidate / (double) POOL) + noise * random.nextGaussian();
          history.add(new Measurement(candidate, value));
        }
      }
      Choice.Forecast forecast = next(pool, surrogate, history, done, List.of());
      epistemic += forecast.epistemic() / seeds;
      aleatoric += forecast.aleatoric() / seeds;
    }
    return new Average(epistemic, aleatoric);
  }

  private static Choice.Forecast next(
      SearchSpace.Pool pool,
      Surrogate surrogate,
      List<Measurement> history,
      Set<Integer> done,
      List<Integer> pending) {
    PlanningProblem problem =
        PlanningProblem.single(
            pool,
            List.of(),
            // a target is modelled unclipped, so the noise is that of the measurements
            new Goal.Target(0.7),
            new Policy(Acquisition.UPPER_CONFIDENCE_BOUND, surrogate, 1, 1),
            history,
            pending,
            done,
            1000,
            5,
            history.size() + pending.size());
    return Planner.select(problem, 1, new PlannerMemo()).get(0).forecast().orElseThrow();
  }

  // trees share neither a noise nor a rate of learning: a forest's deviations rank, its intervals
  // are repaired like all others
  @ParameterizedTest
  @EnumSource(value = Surrogate.class, names = "RANDOM_FOREST", mode = EnumSource.Mode.EXCLUDE)
  void shouldLoseEpistemicUncertaintyWithDataAndKeepTheNoise(Surrogate surrogate) {
    Average few = after(20, surrogate, NOISE);
    Average more = after(60, surrogate, NOISE);
    Average many = after(180, surrogate, NOISE);
    System.out.printf("%s, noise %s: %s, %s, %s%n", surrogate, NOISE, few, more, many);
    assertThat(more.epistemic()).isLessThan(0.75 * few.epistemic());
    assertThat(many.epistemic()).isLessThan(0.75 * more.epistemic());
    assertThat(more.aleatoric()).isBetween(0.8 * NOISE, 1.25 * NOISE);
    assertThat(many.aleatoric()).isBetween(0.9 * NOISE, 1.1 * NOISE);
  }

  // trees share neither a noise nor a rate of learning: a forest's deviations rank, its intervals
  // are repaired like all others
  @ParameterizedTest
  @EnumSource(value = Surrogate.class, names = "RANDOM_FOREST", mode = EnumSource.Mode.EXCLUDE)
  void shouldSeeMoreNoiseWhereThereIsMore(Surrogate surrogate) {
    assertThat(after(120, surrogate, 2 * NOISE).aleatoric()).isBetween(1.7 * NOISE, 2.3 * NOISE);
  }

  @Test
  void shouldNarrowNoForecastByWhatIsStillRunning() {
    SearchSpace.Pool pool = pool();
    List<Measurement> history = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      history.add(new Measurement(150 * i, truth(150 * i / (double) POOL) + 0.1 * (i % 2)));
    }
    for (Surrogate surrogate : Surrogate.values()) {
      List<Integer> pending = List.of(333, 334, 335, 336);
      PlanningProblem problem =
          PlanningProblem.single(
              pool,
              List.of(),
              new Goal.Maximize(),
              new Policy(Acquisition.UPPER_CONFIDENCE_BOUND, surrogate, 1, 1),
              history,
              pending,
              Set.of(),
              1000,
              5,
              10);
      Choice choice = Planner.select(problem, 1, new PlannerMemo()).get(0);
      assertThat(choice.forecast().orElseThrow().epistemic())
          .as("%s", surrogate)
          .isGreaterThan(choice.belief().orElseThrow().standardDeviation());
      assertThat(choice.forecast().orElseThrow().mean())
          .isEqualTo(choice.belief().orElseThrow().mean());
    }
  }
}
