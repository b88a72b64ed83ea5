package io.athanor.acquisition.planner.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.Quadrature;
import io.athanor.acquisition.planner.acquisition.Requirement;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.acquisition.Window;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Each rule on both sides of its threshold, with the number behind it. */
class StoppingRuleTest {
  private static final Goal MINIMIZE = new Goal.Minimize();
  private static final double[] MEANS = {1, 2, 1.5, 1.2, 3};
  private static final double[] DEVIATIONS = {0.1, 0.2, 0.3, 0.2, 0.4};

  private static Progress progress(Goal goal) {
    return at(
        View.of(Outcome.marginal(goal, MEANS, DEVIATIONS), new int[] {0, 1}, new int[] {2, 3, 4}));
  }

  private static Progress at(View view) {
    return new Progress(view, 7, 12.5, OptionalDouble.of(0.9));
  }

  private static Progress early() {
    return new Progress(
        View.of(Outcome.marginal(MINIMIZE, MEANS, DEVIATIONS), new int[0], new int[] {2, 3, 4}),
        0,
        0,
        OptionalDouble.empty());
  }

  @Test
  void shouldBoundTheRegret() {
    // reached: -(1 + 2 0.1); possible: -(1.2 - 2 0.2)
    Verdict verdict = new RegretBound(2, 0.5).judge(progress(MINIMIZE));

    assertThat(verdict.value()).isCloseTo(0.4, within(1e-12));
    assertThat(verdict.stop()).isTrue();
    assertThat(verdict.threshold()).isEqualTo(0.5);
    assertThat(verdict.sentence()).contains("0.400").contains("0.500").contains("less than");
    assertThat(new RegretBound(2, 0.3).judge(progress(MINIMIZE)).stop()).isFalse();
    assertThat(new RegretBound(2, 0.3).judge(progress(MINIMIZE)).sentence()).contains("not less");
  }

  @Test
  void shouldCountTheCandidatesExpectedToBeBetter() {
    double expected = 0;
    for (int row = 2; row < 5; row++) {
      expected += Quadrature.expectation(y -> y < 1 ? 1 : 0, MEANS[row], DEVIATIONS[row], 1);
    }

    Verdict verdict = new ExpectedBetter(0.05).judge(progress(MINIMIZE));

    assertThat(verdict.value()).isCloseTo(expected, within(1e-9));
    assertThat(verdict.stop()).isFalse();
    assertThat(new ExpectedBetter(0.25).judge(progress(MINIMIZE)).stop()).isTrue();
  }

  @Test
  void shouldCountOnlyFeasibleCandidates() {
    Outcome strain =
        Outcome.marginal(MINIMIZE, new double[] {0, 0, 1, 1, 1}, new double[] {1, 1, 1, 1, 1});
    View free = progress(MINIMIZE).view();
    View limited =
        new View(
            free.objectives(),
            List.of(Requirement.inside(strain, Window.atMost(1))),
            free.observed(),
            free.selectable());

    assertThat(new ExpectedBetter(1).judge(at(limited)).value())
        .isCloseTo(0.5 * new ExpectedBetter(1).judge(at(free)).value(), within(1e-12));
  }

  @Test
  void shouldWeighCostAgainstValue() {
    double expected = 0;
    for (int row = 2; row < 5; row++) {
      expected =
          Math.max(
              expected,
              Quadrature.expectation(y -> Math.max(0, 1 - y), MEANS[row], DEVIATIONS[row], 1));
    }

    Verdict verdict = CostAgainstValue.of(3, 100).judge(progress(MINIMIZE));

    assertThat(verdict.value()).isCloseTo(expected, within(1e-9)).isBetween(0.01, 0.03);
    assertThat(verdict.threshold()).isEqualTo(0.03);
    assertThat(verdict.stop()).isTrue();
    assertThat(CostAgainstValue.of(1, 100).judge(progress(MINIMIZE)).stop()).isFalse();
  }

  @Test
  void shouldKeepToTheBudgets() {
    assertThat(new Budget(8).judge(progress(MINIMIZE)).stop()).isFalse();
    assertThat(new Budget(7).judge(progress(MINIMIZE)).stop()).isTrue();
    assertThat(new Budget(7).judge(progress(MINIMIZE)).sentence()).contains("7 of 7");
    assertThat(new CostBudget(12.5).judge(progress(MINIMIZE)).stop()).isTrue();
    assertThat(new CostBudget(12.6).judge(progress(MINIMIZE)).stop()).isFalse();
  }

  @Test
  void shouldStopAtTheTargetInTheGoalsDirection() {
    assertThat(new TargetReached(0.9).judge(progress(MINIMIZE)).stop()).isTrue();
    assertThat(new TargetReached(0.8).judge(progress(MINIMIZE)).stop()).isFalse();
    assertThat(new TargetReached(0.8).judge(progress(new Goal.Maximize())).stop()).isTrue();
    // as near to 1 as 1.1 is
    assertThat(new TargetReached(1.2).judge(progress(new Goal.Target(1))).stop()).isTrue();
    assertThat(new TargetReached(1.01).judge(progress(new Goal.Target(1))).stop()).isFalse();
  }

  @Test
  void shouldStopWithTheFirstRuleThatHolds() {
    FirstOf rules =
        new FirstOf(List.of(new Budget(100), new RegretBound(2, 0.5), new TargetReached(0.95)));

    assertThat(rules.judge(progress(MINIMIZE)).rule()).isEqualTo("regret-bound");
    assertThat(rules.judgeAll(progress(MINIMIZE)))
        .extracting(Verdict::stop)
        .containsExactly(false, true, true);
    assertThat(new FirstOf(List.of(new Budget(100))).judge(progress(MINIMIZE)).stop()).isFalse();
    assertThat(new FirstOf(List.of()).judge(progress(MINIMIZE)).sentence()).contains("None of 0");
  }

  @Test
  void shouldNotStopBeforeAnythingWasMeasured() {
    for (StoppingRule rule :
        List.of(
            new RegretBound(2, 9),
            new ExpectedBetter(9),
            new CostAgainstValue(9),
            new TargetReached(9))) {
      Verdict verdict = rule.judge(early());
      assertThat(verdict.stop()).isFalse();
      assertThat(verdict.value()).isInfinite();
    }
  }

  @Test
  void shouldStopWhereNothingIsLeft() {
    Progress spent = at(progress(MINIMIZE).view().selecting(new int[0]));

    assertThat(new RegretBound(2, 0.1).judge(spent).stop()).isTrue();
    assertThat(new ExpectedBetter(0.1).judge(spent).stop()).isTrue();
    assertThat(new CostAgainstValue(0.1).judge(spent).stop()).isTrue();
  }

  @Test
  void shouldRefuseThresholdsWithoutMeaning() {
    assertThatThrownBy(() -> new RegretBound(2, 0)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> new RegretBound(-1, 1)).hasMessageContaining("beta");
    assertThatThrownBy(() -> new ExpectedBetter(Double.NaN)).hasMessageContaining("limit");
    assertThatThrownBy(() -> CostAgainstValue.of(1, 0)).hasMessageContaining("value");
    assertThatThrownBy(() -> new Budget(-1)).hasMessageContaining("experiments");
    assertThatThrownBy(() -> new TargetReached(Double.NaN)).hasMessageContaining("value");
    assertThatThrownBy(() -> new Verdict("x", true, Double.NaN, 1, "y"))
        .hasMessageContaining("verdict");
  }
}
