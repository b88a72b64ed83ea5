package io.athanor.generator.chemistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
  @ParameterizedTest
  @CsvSource({
    "H, 1", "Li, 1", "Be, 2", "B, 13", "O, 16", "Al, 13", "Ga, 13", "Sc, 3", "Fe, 8", "Zn, 12",
    "La, 3", "Gd, 3", "Hf, 4", "Au, 11", "Pb, 14", "U, 3", "Xe, 18"
  })
  void groupsAreThoseOfThePeriodicTable(Element element, int group) {
    assertThat(Likeness.group(element)).isEqualTo(group);
  }

  @Test
  void likenessIsHighestWithinAGroup() {
    assertThat(Likeness.of(Element.Na, Element.Na)).isEqualTo(1);
    assertThat(Likeness.of(Element.Zr, Element.Hf)).isGreaterThan(0.8);
    assertThat(Likeness.of(Element.Na, Element.K))
        .isEqualTo(Likeness.of(Element.K, Element.Na))
        .isGreaterThan(Likeness.of(Element.Na, Element.Cl));
  }

  @Test
  void costIsByMassAndUnknownWhereAPriceIs() {
    double iron = 0.42;
    double oxygen = 0.15;
    double expected = (2 * 55.845 * iron + 3 * 15.999 * oxygen) / (2 * 55.845 + 3 * 15.999);
    assertThat(Supply.cost(Composition.parse("Fe2O3")).orElseThrow())
        .isCloseTo(expected, within(1e-9));
    assertThat(Supply.cost(Composition.parse("PmO"))).isEmpty();
    assertThat(Supply.concentration(Composition.parse("LaFeO3"))).hasValue(9500);
  }

  @Test
  void radiiAreShannons() {
    assertThat(IonicRadii.sixfold(Element.Ti, 4)).hasValue(0.605);
    assertThat(IonicRadii.twelvefold(Element.Sr, 2)).hasValue(1.44);
    assertThat(IonicRadii.twelvefold(Element.Li, 1).orElseThrow()).isCloseTo(1.06, within(1e-9));
    assertThat(IonicRadii.sixfold(Element.Sr, 4)).isEmpty();
  }

  @Test
  void toleranceRefusesClearMissesOnly() {
    assertThat(objection(Element.Sr, Element.Ti, Element.O)).isEmpty();
    assertThat(objection(Element.Be, Element.Th, Element.O)).isPresent();
    assertThat(objection(Element.Cs, Element.Mg, Element.F)).isEmpty();
  }

  private static Optional<String> objection(Element a, Element b, Element x) {
    Composition anions = Composition.of(Map.of(x, 3.0));
    Composition whole =
        anions.add(Composition.of(Map.of(a, 1.0))).add(Composition.of(Map.of(b, 1.0)));
    return PerovskiteTolerance.objection(a, b, anions, whole);
  }
}
