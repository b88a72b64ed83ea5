package io.athanor.acquisition.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.TwoSources.Function;
import io.athanor.acquisition.campaign.TwoSources.Taken;
import io.athanor.acquisition.planner.Fidelities;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a cheap source saves: cost until one of the best 1 % is measured where it counts. */
class FidelityGainTest {
  private static final int BUDGET = 300;
  private static final int RUNS = 6;

  /** Two functions from the literature; the level that counts costs ten times the cheap one. */
  @Test
  void shouldReachTheTargetForLessWithASourceThatFollowsIt() {
    for (Function function : List.of(TwoSources.currin(), TwoSources.park())) {
      List<Taken> plain = runs(function, Fidelities.none());
      List<Taken> two = runs(function, TwoSources.LEVELS);
      assertThat(two).as(function.name()).allMatch(Taken::found);
      assertThat(mean(two)).as(function.name()).isLessThan(0.85 * mean(plain));
      assertThat(two).anyMatch(each -> each.cheaply() > 10);
    }
  }

  /** Ten cheap values and the pairs it takes to see that they say nothing. */
  @Test
  void shouldPayNoMoreThanTheOpeningForASourceThatMisleads() {
    Function function = TwoSources.deceived(TwoSources.currin());
    List<Taken> plain = runs(function, Fidelities.none());
    List<Taken> two = runs(function, TwoSources.LEVELS);
    assertThat(two).allMatch(Taken::found);
    assertThat(mean(two)).isLessThan(mean(plain) + 10 * TwoSources.CHEAP_COST + 50);
  }

  private static List<Taken> runs(Function function, Fidelities levels) {
    return IntStream.rangeClosed(1, RUNS)
        .mapToObj(seed -> TwoSources.run(function, BUDGET, seed, levels))
        .toList();
  }

  private static double mean(List<Taken> runs) {
    return runs.stream().mapToDouble(Taken::cost).average().orElseThrow();
  }
}
