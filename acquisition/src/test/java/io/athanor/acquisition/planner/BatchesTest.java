package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Batch;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchesTest {
  private static final int POOL = 120;

  private static PlanningProblem problem(
      Batch batch, Acquisition acquisition, Set<Integer> pending) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      points.add(new Point(List.of(i / (double) POOL, (i * 37 % POOL) / (double) POOL)));
    }
    List<Measurement> history = new ArrayList<>();
    for (int i = 0; i < POOL; i += 15) {
      List<Double> at = points.get(i).coordinates();
      history.add(new Measurement(i, StrictMath.sin(5 * at.get(0)) + at.get(1)));
    }
    Set<Integer> unavailable = new HashSet<>(pending);
    history.forEach(each -> unavailable.add(each.candidate()));
    return PlanningProblem.single(
        new SearchSpace.Pool(
            List.of(new Parameter.Continuous("x", 0, 1), new Parameter.Continuous("y", 0, 1)),
            points),
        List.of(),
        new Goal.Maximize(),
        new Policy(acquisition, Surrogate.GAUSSIAN_PROCESS, batch, false, Optional.empty(), 1, 2),
        history,
        pending.stream().sorted().toList(),
        unavailable,
        100,
        7,
        history.size() + pending.size());
  }

  @ParameterizedTest
  @EnumSource(Batch.class)
  void shouldChooseDifferentCandidatesTogether(Batch batch) {
    for (Acquisition acquisition :
        List.of(
            Acquisition.UPPER_CONFIDENCE_BOUND,
            Acquisition.LOG_EXPECTED_IMPROVEMENT,
            Acquisition.EXPECTED_IMPROVEMENT)) {
      List<Choice> choices =
          Planner.select(problem(batch, acquisition, Set.of()), 6, new PlannerMemo());
      assertThat(choices).hasSize(6);
      assertThat(choices.stream().map(Choice::candidate)).doesNotHaveDuplicates();
      assertThat(choices.stream().map(Choice::seed)).doesNotHaveDuplicates();
      assertThat(choices)
          .isEqualTo(Planner.select(problem(batch, acquisition, Set.of()), 6, new PlannerMemo()));
    }
  }

  @ParameterizedTest
  @EnumSource(Batch.class)
  void shouldChooseSomethingElseWhileThatIsPending(Batch batch) {
    Set<Integer> pending = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      OptionalInt next =
          Planner.select(
                  problem(batch, Acquisition.UPPER_CONFIDENCE_BOUND, pending), 1, new PlannerMemo())
              .get(0)
              .candidate();
      assertThat(pending.add(next.orElseThrow())).isTrue();
    }
  }
}
