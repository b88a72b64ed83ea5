package io.athanor.materials.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntitiesTest {
  private static final long SEED = 20_261_126L;
  private static final Element[] ELEMENTS = {Element.H, Element.O, Element.Ti, Element.Pb};

  @Test
  void shouldTellPerMoleOfFormulaUnitsFromPerAtom() {
    // enthalpy of formation of rutile: -944.0 kJ/mol (NIST-JANAF), three atoms
    Quantity perAtom =
        Entities.perAtom(Quantity.of(-944.0, "kJ/mol", 0.8), "eV/atom", Composition.parse("TiO2"));

    assertThat(perAtom.unit()).isEqualTo("eV/{atom}");
    assertThat(perAtom.value()).isCloseTo(-944.0 / 96.4853321 / 3, within(1e-6));
    assertThat(perAtom.sem().getAsDouble()).isCloseTo(0.8 / 96.4853321 / 3, within(1e-9));
    assertThat(Entities.perAtom(Quantity.of(2, "meV/atom"), "eV/{atom}", Composition.parse("H2")))
        .isEqualTo(Quantity.of(0.002, "eV/{atom}"));
    assertThatThrownBy(
            () -> Entities.perAtom(Quantity.of(1, "eV/cell"), "eV/atom", Composition.parse("H2")))
        .isInstanceOf(UnitException.class);
  }

  @Test
  void shouldComeBackFromMassToAtomsAndBack() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1_000; i++) {
      Map<Element, Double> masses = new EnumMap<>(Element.class);
      double sum = 0;
      for (Element element : ELEMENTS) {
        double mass = 0.01 + random.nextDouble();
        masses.put(element, mass);
        sum += mass;
      }
      Composition atoms = Entities.ofMass(masses);

      assertThat(atoms.atoms()).isCloseTo(1, within(1e-12));
      for (Element element : ELEMENTS) {
        assertThat(Entities.massFraction(atoms, element))
            .as("seed %d case %d", SEED, i)
            .isCloseTo(masses.get(element) / sum, within(1e-12));
      }
    }
    // water: 11.19 % hydrogen by mass
    assertThat(Entities.massFraction(Composition.parse("H2O"), Element.H))
        .isCloseTo(0.1119, within(1e-4));
  }
}
