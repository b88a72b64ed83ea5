package io.athanor.materials.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ElementTest {

  @Test
  void shouldCountFromHydrogenToOganesson() {
    assertThat(Element.values()).hasSize(118);
    for (int z = 1; z <= 118; z++) {
      Element element = Element.ofAtomicNumber(z);
      assertThat(element.atomicNumber()).isEqualTo(z);
      assertThat(Element.ofSymbol(element.symbol())).contains(element);
      assertThat(element.atomicMass()).isBetween(1.0, 300.0);
    }
    assertThat(Element.ofSymbol("Xx")).isEmpty();
    assertThatThrownBy(() -> Element.ofAtomicNumber(0)).hasMessageContaining("1..118");
  }

  @Test
  void shouldKnowNoElectronegativityOfHelium() {
    assertThat(Element.He.electronegativity()).isNaN();
    assertThat(Element.F.electronegativity()).isEqualTo(3.98);
    assertThat(Element.Cs.covalentRadius()).isEqualTo(2.44);
    assertThat(Element.Og.covalentRadius()).isNaN();
  }
}
