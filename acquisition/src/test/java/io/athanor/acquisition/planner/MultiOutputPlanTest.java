package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Objectives that vary together inform each other where a policy asks for it. */
class MultiOutputPlanTest {
  private static final int POOL = 60;
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.of(new Goal.Maximize()), Objective.of(new Goal.Minimize()));

  private static double first(int candidate) {
    double x = candidate / (double) POOL;
    return StrictMath.sin(20 * x) + x;
  }

  private static double second(int candidate) {
    return 3 - 2 * first(candidate) + 0.1 * StrictMath.cos(candidate);
  }

  /** The second is known of every other candidate, the first of every sixth. */
  private static PlanningProblem problem(Surrogate surrogate) {
    List<Measurement> history = new ArrayList<>();
    Set<Integer> measured = new HashSet<>();
    for (int i = 0; i < POOL; i += 2) {
      history.add(new Measurement(i, 1, second(i), 0));
      if (i % 6 == 0) {
        history.add(new Measurement(i, 0, first(i), 0));
      }
      measured.add(i);
    }
    List<Parameter> line = List.of(new Parameter.Continuous("x", 0, 1));
    List<Point> points =
        IntStream.range(0, POOL).mapToObj(i -> new Point(List.of(i / (double) POOL))).toList();
    return new PlanningProblem(
        new SearchSpace.Pool(line, points),
        List.of(),
        OBJECTIVES,
        new Policy(Acquisition.AUTO, surrogate, 1, 2),
        history,
        List.of(),
        Set.of(),
        measured,
        100,
        3,
        measured.size());
  }

  private static double error(Surrogate surrogate) {
    List<Integer> beside =
        IntStream.range(0, POOL).filter(i -> i % 2 == 0 && i % 6 > 0).boxed().toList();
    List<Choice.Belief> beliefs =
        Planner.standing(problem(surrogate), beside, new PlannerMemo()).orElseThrow().beliefs();
    double squares = 0;
    for (int i = 0; i < beside.size(); i++) {
      double miss = beliefs.get(i).mean() - first(beside.get(i));
      squares += miss * miss / beside.size();
    }
    return Math.sqrt(squares);
  }

  @Test
  void shouldLearnOneObjectiveFromTheOther() {
    double apart = error(Surrogate.GAUSSIAN_PROCESS);
    double together = error(Surrogate.MULTI_OUTPUT);
    assertThat(together).isLessThan(0.5 * apart);
  }

  @Test
  void shouldChooseTheSameWithAndWithoutWhatItRemembers() {
    PlanningProblem problem = problem(Surrogate.MULTI_OUTPUT);
    PlannerMemo memo = new PlannerMemo();
    List<Choice> first = Planner.select(problem, 3, memo);
    assertThat(first).hasSize(3);
    assertThat(first).extracting(Choice::candidate).doesNotHaveDuplicates();
    assertThat(Planner.select(problem, 3, memo)).isEqualTo(first);
    assertThat(Planner.select(problem, 3, new PlannerMemo())).isEqualTo(first);
    assertThat(first.get(0).beliefs()).hasSize(2);
  }

  @Test
  void shouldProbeWhatItBelieves() {
    PlanningProblem problem = problem(Surrogate.MULTI_OUTPUT);
    Choice choice = Planner.select(problem, 1, new PlannerMemo()).get(0);
    assertThat(
            Planner.standing(problem, List.of(choice.candidate().orElseThrow()), new PlannerMemo())
                .orElseThrow()
                .beliefs())
        .containsExactly(choice.beliefs().get(0));
  }

  @Test
  void shouldRefuseTeachers() {
    assertThatThrownBy(
            () ->
                new Policy(Acquisition.AUTO, Surrogate.MULTI_OUTPUT, 1, 2)
                    .taughtBy(
                        new Teachers(
                            List.of(
                                new PriorCampaign(
                                    "a",
                                    List.of(new Point(List.of(0.0)), new Point(List.of(1.0))),
                                    List.of(1.0, 2.0))),
                            List.of(),
                            false,
                            Optional.empty(),
                            Optional.empty())))
        .hasMessageContaining("policy.priorCampaigns");
  }
}
