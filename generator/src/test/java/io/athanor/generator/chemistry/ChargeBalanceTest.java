package io.athanor.generator.chemistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargeBalanceTest {
  @ParameterizedTest
  @CsvSource({
    "NaCl, true", "SrTiO3, true", "MgAl2O4, true", "Cu3Au, true", "Si, true", "BaF2, true",
    "NaCl2, false", "BaF3, false", "SrF, true", "CaLuF, false", "CsPbI3, true", "LiBaF2, false"
  })
  void neutralCompositionsPass(String formula, boolean passes) {
    assertThat(ChargeBalance.holds(Composition.parse(formula))).isEqualTo(passes);
  }

  @Test
  void statesAreThoseOfTheOrdinaryCompound() {
    assertThat(ChargeBalance.states(Composition.parse("SrTiO3")))
        .contains(Map.of(Element.O, -2, Element.Ti, 4, Element.Sr, 2));
    assertThat(ChargeBalance.states(Composition.parse("CsPbI3")))
        .contains(Map.of(Element.I, -1, Element.Cs, 1, Element.Pb, 2));
  }

  @Test
  void anAnionMustAttractElectronsMoreThanACation() {
    // +1 and -1 would balance, but not with the electrons on potassium
    assertThat(ChargeBalance.states(Composition.parse("FK")))
        .contains(Map.of(Element.F, -1, Element.K, 1));
    assertThat(ChargeBalance.states(Composition.parse("KLi"))).isEmpty();
  }
}
