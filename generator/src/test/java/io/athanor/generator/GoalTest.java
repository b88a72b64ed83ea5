package io.athanor.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoalTest {
  private static final PropertyRange GAP = new PropertyRange("band_gap", 1.5, 3);

  private static double merit(GoalMerit merit, double mean, double deviation) {
    return merit
        .of(
            List.of(
                Assessment.of(Map.of("band_gap", new Estimate(mean, deviation)), List.of(), 0)))[0];
  }

  @Test
  void whatCannotBeMetIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PropertyRange("band_gap", 3, 1.5))
        .withMessageContaining("limits.band_gap");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ElementTerms(Set.of(), Set.of(Element.O), Set.of(Element.O), 1, 3))
        .withMessageContaining("elements.required");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Goal.of(List.of(GAP, GAP)))
        .withMessageContaining("goal.limits");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Goal(
                    List.of(GAP),
                    List.of(),
                    ElementTerms.any(),
                    List.of(),
                    20,
                    OptionalDouble.of(-1),
                    OptionalDouble.empty()))
        .withMessageContaining("goal.costMost");
  }

  @Test
  void meritRisesIntoTheRangeAndKnowsItsUncertainty() {
    GoalMerit careful = new GoalMerit(Goal.of(List.of(GAP)));
    assertThat(merit(careful, 2, 0.2)).isGreaterThan(merit(careful, 1, 0.2));
    assertThat(merit(careful, 2, 0.2)).isGreaterThan(merit(careful, 2, 2));
    assertThat(merit(careful, 0, 1)).isGreaterThan(merit(careful, 0, 0.1));
    assertThat(careful.of(List.of(Assessment.refused("too large")))[0])
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(
            GoalMerit.probabilities(
                    Goal.of(List.of(GAP)),
                    Assessment.of(Map.of("band_gap", new Estimate(2.25, 0.75)), List.of(), 0))
                .get("band_gap"))
        .isCloseTo(0.6826894921, within(1e-9));
  }

  @Test
  void elementTermsObject() {
    ElementTerms terms = new ElementTerms(Set.of(), Set.of(Element.O), Set.of(Element.Pb), 2, 3);
    assertThat(terms.objection(Composition.parse("SrTiO3"))).isEmpty();
    assertThat(terms.objection(Composition.parse("PbTiO3"))).contains("element not allowed");
    assertThat(terms.objection(Composition.parse("NaCl"))).contains("required element missing");
    assertThat(terms.objection(Composition.parse("SrTiLaO3"))).contains("number of elements");
  }
}
