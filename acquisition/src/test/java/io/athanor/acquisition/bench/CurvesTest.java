package io.athanor.acquisition.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurvesTest {
  private static final Set<Integer> TOP = Set.of(0, 1, 2, 3);

  @Test
  void countsAsThePaperDoes() {
    // four of twenty: two found by pick 4 in one run, by pick 2 in the other
    Curves curves =
        new Curves(List.of(List.of(9, 0, 8, 1, 2, 3), List.of(0, 1, 9, 8, 2, 3)), TOP, 20, 1);
    assertThat(curves.mean()).containsExactly(0.5, 1.5, 1.5, 2.0, 3.0, 4.0);
    assertThat(curves.acceleration(0.5).mean()).hasValue(0.5 * 20 / 4);
    assertThat(curves.acceleration(0.9).mean()).hasValue(0.9 * 20 / 6);
    assertThat(curves.enhancement(4).mean()).hasValue(2.0 / 4 * 20 / 4);
    assertThat(curves.largestEnhancement().mean()).hasValue(1.5 / 4 * 20 / 2);
    assertThat(curves.hits(5).mean()).hasValue(3.0);
    assertThat(curves.first().mean()).hasValue(1.5);
  }

  @Test
  void saysWhatWasNotReached() {
    Curves curves = new Curves(List.of(List.of(9, 0, 8, 1), List.of(9, 8, 7, 6)), TOP, 20, 1);
    assertThat(curves.acceleration(0.5))
        .isEqualTo(new Estimate(Optional.empty(), Optional.empty()));
    assertThat(curves.first().mean()).isEmpty();
    assertThat(curves.acceleration(0.5).text(2)).isEqualTo("-");
  }

  @Test
  void intervalsHoldTheMeanAndNarrowWithRuns() {
    List<List<Integer>> few = runs(8);
    List<List<Integer>> many = runs(128);
    Estimate wide = new Curves(few, TOP, 20, 1).hits(8);
    Estimate narrow = new Curves(many, TOP, 20, 1).hits(8);
    for (Estimate each : List.of(wide, narrow)) {
      double mean = each.mean().orElseThrow();
      assertThat(mean)
          .isBetween(each.ci95().orElseThrow().get(0), each.ci95().orElseThrow().get(1));
    }
    assertThat(width(narrow)).isPositive().isLessThan(width(wide) / 2);
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    assertThat(new Curves(runs(8), TOP, 20, 5).hits(8))
        .isEqualTo(new Curves(runs(8), TOP, 20, 5).hits(8));
  }

  private static double width(Estimate estimate) {
    return estimate.ci95().orElseThrow().get(1) - estimate.ci95().orElseThrow().get(0);
  }

  private static List<List<Integer>> runs(int count) {
    List<List<Integer>> runs = new ArrayList<>();
    for (int seed = 1; seed <= count; seed++) {
      runs.add(new PythonRandom(seed).sample(20, 10));
    }
    return IntStream.range(0, count).mapToObj(runs::get).toList();
  }
}
