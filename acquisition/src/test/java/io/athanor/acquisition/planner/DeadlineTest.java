package io.athanor.acquisition.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.planner.Fidelities.Level;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Batch;
import io.athanor.acquisition.planner.Policy.Surrogate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999S", "PT1H0.001S"})
  void shouldRefuseATimeThatNobodyMeans(String time) {
    assertThatThrownBy(() -> Policy.standard().within(Duration.parse(time)))
        .hasMessageContaining("policy.deadline must be from PT0.001S to PT1H");
  }

  @ParameterizedTest
  @EnumSource(
      value = Acquisition.class,
      names = {
        "THOMPSON_SAMPLING",
        "PROBABILITY_OF_OPTIMALITY",
        "KNOWLEDGE_GRADIENT",
        "MAX_VALUE_ENTROPY",
        "INTEGRATED_VARIANCE",
        "DESIRABILITY",
        "RANDOM"
      })
  void shouldRefuseAFunctionThatComparesAll(Acquisition acquisition) {
    assertThatThrownBy(() -> new Policy(acquisition, Surrogate.AUTO, 1, 2).within(SHORT))
        .hasMessageStartingWith("policy.deadline needs")
        .hasMessageContaining(acquisition.label());
  }

  @Test
  void shouldRefuseWhatAsksAllCandidates() {
    assertRefused(
        "batch",
        new Policy(
            Acquisition.AUTO, Surrogate.AUTO, Batch.DETERMINANTAL, false, Optional.empty(), 1, 2));
    assertRefused(
        "safe",
        new Policy(
            Acquisition.AUTO,
            Surrogate.AUTO,
            Batch.CONDITIONAL_VARIANCE,
            true,
            Optional.empty(),
            1,
            2));
    assertRefused("exploration", Policy.standard().exploring(0.1));
    assertRefused(
        "fidelities",
        Policy.standard()
            .measuring(
                new Fidelities(
                    List.of(
                        new Level("quick", 1, List.of(), List.of()),
                        new Level("slow", 9, List.of(), List.of())))));
  }

  private static void assertRefused(String reason, Policy policy) {
    assertThatThrownBy(() -> policy.within(SHORT))
        .hasMessageStartingWith("policy.deadline needs")
        .hasMessageContaining(reason);
  }

  @Test
  void shouldPayForMoreWithMoreTime() {
    Deadline.Plan before = new Deadline.Plan(0, 0, 0);
    for (int millis = 1; millis <= 60_000; millis = 1 + millis * 3 / 2) {
      Deadline.Plan plan = Deadline.plan(Duration.ofMillis(millis), 100_000, 4, 300, 3, 1, true);
      assertThat(plan.sketch())
          .isGreaterThanOrEqualTo(plan.rows() == 100_000 ? 0 : before.sketch());
      assertThat(plan.means()).isGreaterThanOrEqualTo(before.means());
      assertThat(plan.rows()).isBetween(before.rows(), plan.means()).isPositive();
      before = plan;
    }
    assertThat(before.rows()).isEqualTo(100_000);
    assertThat(Deadline.rows(Duration.ofMillis(50), 1_000_000)).isEqualTo(50_000);
    assertThat(Deadline.rows(Duration.ofSeconds(2), 1_000_000)).isEqualTo(1_000_000);
  }
}
