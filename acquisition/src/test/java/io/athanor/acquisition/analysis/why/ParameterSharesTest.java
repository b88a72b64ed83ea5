package io.athanor.acquisition.analysis.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterSharesTest {
  @ParameterizedTest
  @CsvSource({"2, true", "62, true", "63, false"})
  void shouldBeMissingWhereThereIsTooMuchToTellApart(int parameters, boolean told) {
    List<Parameter> inputs =
        IntStream.range(0, parameters)
            .<Parameter>mapToObj(i -> new Parameter.Continuous("x" + i, 0, 1))
            .toList();
    List<Point> points =
        List.of(
            new Point(Collections.nCopies(parameters, 0.2)),
            new Point(Collections.nCopies(parameters, 0.7)));
    PlanningProblem problem =
        PlanningProblem.single(
            new SearchSpace.Pool(inputs, points),
            List.of(),
            new Goal.Maximize(),
            new Policy(
                Policy.Acquisition.UPPER_CONFIDENCE_BOUND, Policy.Surrogate.BAYESIAN_LINEAR, 1, 1),
            List.of(new Measurement(0, 3.0)),
            List.of(),
            Set.of(),
            5,
            1,
            1);
    Choice choice = Choice.given(OptionalInt.of(1), points.get(1), "asked for", 1, 1);

    assertThat(ParameterShares.of(problem, choice, 3, new PlannerMemo()).isPresent())
        .isEqualTo(told);
  }
}
