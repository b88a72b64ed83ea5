package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which rows of a pool may be chosen, beside the plain filter; the pool is cut into ranges. */
class FieldTest {
  private static final int ROWS = 70_000;
  private static final SearchSpace.Pool POOL =
      new SearchSpace.Pool(
          List.of(new Parameter.Continuous("x", 0, ROWS)),
          IntStream.range(0, ROWS).mapToObj(i -> new Point(List.of((double) i))).toList());

  static List<Set<Integer>> taken() {
    return List.of(
        Set.of(),
        Set.of(0),
        Set.of(ROWS - 1),
        Set.of(0, 1, 2, 32_766, 32_767, 32_768, 32_769, 65_535, 65_536, ROWS - 2, ROWS - 1),
        Set.of(-1, 5, ROWS, ROWS + 7),
        IntStream.range(0, 40_000).boxed().collect(Collectors.toSet()),
        IntStream.range(100, ROWS).boxed().collect(Collectors.toSet()),
        IntStream.range(0, ROWS).boxed().collect(Collectors.toSet()),
        new SplittableRandom(1).ints(30_000, 0, ROWS).boxed().collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void shouldLetEveryRowBeChosenThatIsNotTaken(Set<Integer> taken) {
    PlanningProblem problem =
        PlanningProblem.single(
            POOL,
            List.of(),
            new Goal.Maximize(),
            Policy.standard(),
            List.of(),
            List.of(),
            taken,
            ROWS,
            1,
            0);
    PlannerMemo memo = new PlannerMemo();
    memo.prepare(problem, Policy.Surrogate.GAUSSIAN_PROCESS);
    assertThat(Field.of(problem, memo, 1).selectable())
        .isEqualTo(IntStream.range(0, ROWS).filter(row -> !taken.contains(row)).toArray());
  }
}
