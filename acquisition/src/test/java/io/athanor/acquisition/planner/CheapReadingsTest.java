package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheapReadingsTest {
  private static final CheapReadings READINGS =
      new CheapReadings(List.of(new Measurement(1, 2.5)), Set.of(1, 0));

  private static PlanningProblem problem() {
    return new PlanningProblem(
        new SearchSpace.Process(List.of(new Parameter.Continuous("x", 0, 1)), Set.of()),
        List.of(new Point(List.of(0.1)), new Point(List.of(0.2)), new Point(List.of(0.3))),
        List.of(Objective.of(new Goal.Maximize())),
        Policy.standard(),
        List.of(),
        List.of(2),
        Set.of(),
        Set.of(2),
        10,
        7,
        3,
        READINGS);
  }

  @Test
  void shouldAwaitWhatWasTriedAndIsNotKnown() {
    assertThat(READINGS.awaited()).containsExactly(0);
    assertThat(READINGS.trying(2).awaited()).containsExactly(0, 2);
    assertThat(READINGS.trying(2).history()).isEqualTo(READINGS.history());
  }

  /** Stopping rules must not take a cheap result for known before it is. */
  @Test
  void shouldAwaitNothingCheapWhereNothingIsAwaited() {
    PlanningProblem settled = problem().awaitingNothing();
    assertThat(settled.pending()).isEmpty();
    assertThat(settled.cheap().awaited()).isEmpty();
    assertThat(settled.cheap().history()).isEqualTo(READINGS.history());
    assertThat(settled.cheap().tried()).containsExactly(1);
  }
}
