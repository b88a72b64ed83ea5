package io.athanor.allinone.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static List<Optional<FaultKind>> all(FaultPlan plan, int leases) {
    return IntStream.range(0, leases).mapToObj(plan::at).toList();
  }

  @Test
  void shouldBeAFunctionOfItsSeed() {
    assertThat(all(new FaultPlan(200, 15_000, 7), 15_000))
        .isEqualTo(all(new FaultPlan(200, 15_000, 7), 15_000))
        .isNotEqualTo(all(new FaultPlan(200, 15_000, 8), 15_000));
  }

  @Test
  void shouldPlanEveryKindAndAllOfThem() {
    Map<FaultKind, Long> planned =
        all(new FaultPlan(200, 15_000, 1), 15_000).stream()
            .flatMap(Optional::stream)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(planned.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(200);
    assertThat(planned).containsOnlyKeys(FaultKind.values());
    List<Long> robots =
        planned.entrySet().stream()
            .filter(each -> each.getKey().where() == FaultKind.Where.ROBOT)
            .map(Map.Entry::getValue)
            .toList();
    assertThat(Collections.min(robots)).isGreaterThanOrEqualTo(9);
    assertThat(planned.get(FaultKind.ENGINE_KILLED)).isGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldStrikeAtSeveralLeasesAndNotAtTheEnds() {
    FaultPlan plan = new FaultPlan(100, 1_000, 3);
    List<Integer> places = new ArrayList<>();
    IntStream.range(0, 1_000).filter(i -> plan.at(i).isPresent()).forEach(places::add);
    assertThat(places).hasSize(100);
    assertThat(places.get(0)).isBetween(50, 200);
    assertThat(places.get(99)).isBetween(700, 849);
  }

  @Test
  void shouldStrikeLaterWhatCouldNotStrike() {
    List<FaultKind> engine = new ArrayList<>();
    Faults faults = new Faults(new FaultPlan(0, 10, 1), engine::add);
    assertThat(faults.next()).isEmpty();
    faults.giveBack(FaultKind.ZOMBIE);
    assertThat(faults.next()).contains(FaultKind.ZOMBIE);
    assertThat(faults.next()).isEmpty();
    assertThat(faults.leases()).isEqualTo(3);
    assertThat(engine).isEmpty();
  }

  @Test
  void shouldRefuseMoreFaultsThanLeases() {
    assertThatThrownBy(() -> new FaultPlan(90, 100, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("faults 90");
  }
}
