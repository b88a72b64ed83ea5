package io.athanor.generator.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final List<Site> PEROVSKITE =
      List.of(
          new Site(Element.Sr, 0, 0, 0),
          new Site(Element.Ti, 0.5, 0.5, 0.5),
          new Site(Element.O, 0.5, 0.5, 0),
          new Site(Element.O, 0.5, 0, 0.5),
          new Site(Element.O, 0, 0.5, 0.5));

  private static Crystal cubic(double edge, List<Site> sites) {
    return new Crystal(Lattice.cubic(edge), sites);
  }

  @Test
  void anotherOriginOrderScaleAndCellIsTheSameMaterial() {
    Fingerprint one = Fingerprint.of(cubic(3.905, PEROVSKITE));
    List<Site> moved = new ArrayList<>();
    PEROVSKITE.forEach(s -> moved.add(new Site(s.element(), s.x() + 0.3, s.y() - 0.1, s.z())));
    Collections.reverse(moved);
    List<Site> doubled = new ArrayList<>();
    for (Site s : PEROVSKITE) {
      doubled.add(new Site(s.element(), s.x(), s.y(), s.z() / 2));
      doubled.add(new Site(s.element(), s.x(), s.y(), (s.z() + 1) / 2));
    }
    Crystal supercell = new Crystal(new Lattice(3.905, 3.905, 7.81, 90, 90, 90), doubled);

    assertThat(one.sameAs(Fingerprint.of(cubic(4.0, moved)))).isTrue();
    assertThat(Fingerprint.of(supercell).type()).isEqualTo(one.type());
    assertThat(one.sameAs(Fingerprint.of(supercell))).isTrue();
  }

  @Test
  void polymorphsAndOtherSitesAreOtherMaterials() {
    Crystal salt =
        PrototypeLibrary.materials().stream()
            .filter(each -> each.id().equals("rock salt"))
            .findFirst()
            .orElseThrow()
            .crystal();
    Crystal chloride =
        cubic(3.5, List.of(new Site(Element.Na, 0, 0, 0), new Site(Element.Cl, 0.5, 0.5, 0.5)));
    List<Site> swapped = new ArrayList<>(PEROVSKITE);
    swapped.set(0, new Site(Element.Ti, 0, 0, 0));
    swapped.set(1, new Site(Element.Sr, 0.5, 0.5, 0.5));

    assertThat(Fingerprint.of(salt).sameAs(Fingerprint.of(chloride))).isFalse();
    assertThat(Fingerprint.of(cubic(3.905, PEROVSKITE)).formula())
        .isEqualTo(Fingerprint.of(cubic(3.905, swapped)).formula());
    assertThat(Fingerprint.of(cubic(3.905, PEROVSKITE)).type())
        .isEqualTo(Fingerprint.of(cubic(3.905, swapped)).type());
    assertThat(
            Fingerprint.of(cubic(3.905, PEROVSKITE)).sameAs(Fingerprint.of(cubic(3.905, swapped))))
        .isFalse();
  }

  @Test
  void aRegistryTakesAMaterialOnce() {
    Registry registry = new Registry();
    Fingerprint fingerprint = Fingerprint.of(cubic(3.905, PEROVSKITE));

    assertThat(registry.add("first", fingerprint)).isTrue();
    assertThat(registry.add("second", fingerprint)).isFalse();
    assertThat(registry.find(fingerprint)).contains("first");
    assertThat(registry.knowsFormula("O3SrTi")).isTrue();
  }
}
