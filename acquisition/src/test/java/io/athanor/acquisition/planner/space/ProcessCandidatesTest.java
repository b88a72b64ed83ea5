package io.athanor.acquisition.planner.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.materials.space.Constraint;
import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.Parameter;
import io.athanor.materials.space.RecipeSpace;
import io.athanor.materials.space.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessCandidatesTest {
  private static List<Point> draw(RecipeSpace space, List<Point> incumbents) {
    return ProcessCandidates.draw(
        new SearchSpace.Process(space), incumbents, Seeds.stream(1, "candidates"));
  }

  @Test
  void shouldNeverBreakAConstraint() {
    SpaceFuzz.Tally tally = SpaceFuzz.run(11, 30_000);
    assertThat(tally.violations()).isEmpty();
    assertThat(tally.spaces()).isGreaterThan(12);
  }

  @Test
  void shouldSpreadUniformlyAndReachTheFaces() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(
                new Parameter.Continuous("a", 0, 1),
                new Parameter.Continuous("b", 0, 1),
                new Parameter.Continuous("c", 0, 1)),
            List.of(Mixture.free("m", List.of("a", "b", "c"))),
            List.of());
    List<Point> points = draw(space, List.of());
    List<Point> spread = points.subList(0, 1_000);
    double mean = spread.stream().mapToDouble(p -> p.coordinates().get(1)).average().orElseThrow();
    double square =
        spread.stream()
            .mapToDouble(p -> p.coordinates().get(1) * p.coordinates().get(1))
            .average()
            .orElseThrow();
    // a flat Dirichlet in three: 1/3 and 1/6
    assertThat(mean).isCloseTo(1.0 / 3, within(0.005));
    assertThat(square).isCloseTo(1.0 / 6, within(0.005));
    assertThat(points)
        .contains(
            new Point(List.of(1.0, 0.0, 0.0)),
            new Point(List.of(0.0, 1.0, 0.0)),
            new Point(List.of(0.0, 0.0, 1.0)));
    assertThat(points).doesNotHaveDuplicates();
  }

  @Test
  void shouldSearchCloseToTheIncumbentsOnTheirAffineSubspace() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(
                new Parameter.Continuous("x", 0, 10),
                new Parameter.Continuous("y", 0, 1),
                new Parameter.Continuous("z", -5, 5)),
            List.of(),
            List.of(
                new Constraint.Linear(
                    "linear[0]", Map.of("x", 1.0, "y", 10.0, "z", 1.0), Relation.EQUAL, 9)));
    Point incumbent = new Point(List.of(5.0, 0.3, 1.0));
    int without = draw(space, List.of()).size();
    List<Point> points = draw(space, List.of(incumbent));
    List<Point> near = points.subList(without, points.size());
    assertThat(near).hasSizeGreaterThan(100);
    assertThat(near)
        .allSatisfy(
            p ->
                assertThat(
                        p.coordinates().get(0)
                            + 10 * p.coordinates().get(1)
                            + p.coordinates().get(2))
                    .isCloseTo(9, within(1e-8)));
    assertThat(
            near.stream()
                .mapToDouble(p -> Math.abs(p.coordinates().get(1) - 0.3))
                .average()
                .orElseThrow())
        .isBetween(0.01, 0.08);
  }

  @Test
  void shouldGiveTheWholeOfASmallSpace() {
    RecipeSpace space =
        new RecipeSpace(
            List.of(
                new Parameter.Whole("n", 1, 4),
                new Parameter.Ordinal("level", List.of("low", "mid", "high"))),
            List.of(),
            List.of());
    List<Point> points = draw(space, List.of(new Point(List.of(2.0, 1.0))));
    List<Point> all = new ArrayList<>();
    for (double n = 1; n <= 4; n++) {
      for (double level = 0; level < 3; level++) {
        all.add(new Point(List.of(n, level)));
      }
    }
    assertThat(points).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void shouldListTheSimplexLattice() {
    assertThat(SimplexLattice.fractions(3, 10)).hasSize(66);
    assertThat(SimplexLattice.fractions(4, 3)).hasSize(20);
    assertThat(SimplexLattice.fractions(2, 10).get(7)).containsExactly(0.3, 0.7);
  }
}
