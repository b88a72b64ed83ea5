package io.athanor.allinone.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabLayoutTest {
  private static FleetPlan plan(int instruments, int concurrent) {
    return new FleetPlan(
        instruments,
        concurrent,
        5_003,
        10,
        RecipePart.MATERIAL,
        30,
        2,
        60,
        "random",
        0,
        true,
        true,
        1);
  }

  @Test
  void shouldGiveEachTechniqueItsShareOfTheTime() {
    Map<String, Long> counts =
        LabLayout.of(plan(50, 500)).stream()
            .collect(Collectors.groupingBy(InstrumentSpec::technique, Collectors.counting()));
    assertThat(counts)
        .isEqualTo(Map.of("fleet-synthesis", 15L, "fleet-anneal", 25L, "scalar", 10L));
  }

  @ParameterizedTest
  @CsvSource({"3,3", "4,9", "6,31", "7,100", "50,500", "64,1000"})
  void shouldUseEveryInstrumentAndEverySlot(int instruments, int concurrent) {
    List<InstrumentSpec> specs = LabLayout.of(plan(instruments, concurrent));
    assertThat(specs).hasSize(instruments).isEqualTo(LabLayout.of(plan(instruments, concurrent)));
    assertThat(specs.stream().mapToInt(InstrumentSpec::slots).sum()).isEqualTo(concurrent);
    assertThat(specs.stream().map(InstrumentSpec::id)).doesNotHaveDuplicates();
    assertThat(specs.stream().map(InstrumentSpec::step).distinct()).hasSize(3);
  }

  @Test
  void shouldShareOutAllExperiments() {
    FleetPlan plan = plan(50, 500);
    int sum = 0;
    for (int i = 0; i < plan.campaigns(); i++) {
      assertThat(plan.budget(i)).isBetween(500, 501);
      sum += plan.budget(i);
    }
    assertThat(sum).isEqualTo(5_003);
  }

  @Test
  void shouldRefuseAPlanWithTooFewSlots() {
    assertThatThrownBy(() -> plan(50, 49))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("concurrent 49 is below 50");
    assertThatThrownBy(() -> plan(2, 49))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("instruments 2 is below 3");
  }
}
