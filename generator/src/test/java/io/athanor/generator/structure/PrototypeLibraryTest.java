package io.athanor.generator.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.NeighbourList;
import io.athanor.materials.crystal.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrototypeLibraryTest {

  @Test
  void everyMaterialHasBondsAsLongAsBondsAre() {
    for (Material material : PrototypeLibrary.materials()) {
      NeighbourList near = NeighbourList.nearest(material.crystal(), 1);
      for (int i = 0; i < near.atoms(); i++) {
        double radii =
            radius(material.crystal(), i) + radius(material.crystal(), near.indices()[i]);
        assertThat(near.distances()[i] / radii)
            .as(material.id() + " site " + i)
            .isBetween(0.75, 1.35);
      }
      assertThat(material.crystal().warnings()).as(material.id()).isEmpty();
    }
  }

  @Test
  void everyTypeIsThereOnce() {
    assertThat(PrototypeLibrary.names()).hasSize(PrototypeLibrary.materials().size());
  }

  @ParameterizedTest
  @CsvSource({
    "rock salt, 2, 6",
    "spinel, 3, 4",
    "perovskite, 3, 6",
    "fluorite, 2, 4",
    "rutile, 2, 3",
    "half-Heusler, 3, 4",
    "corundum, 2, 4",
    "zinc blende, 2, 4",
    "ilmenite, 3, 6",
    "layered perovskite, 4, 6",
    "double perovskite, 4, 6",
    "delafossite, 3, 2",
    "chalcopyrite, 3, 4"
  })
  void orbitsAndCoordinationAreThoseOfTheBooks(String name, int orbits, int fewestNeighbours) {
    Material material =
        PrototypeLibrary.materials().stream()
            .filter(each -> each.id().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(Corpus.mined(material.crystal()).prototype().orbits()).isEqualTo(orbits);
    TreeSet<Integer> shells = new TreeSet<>();
    NeighbourList near = NeighbourList.nearest(material.crystal(), 14);
    for (int i = 0; i < near.atoms(); i++) {
      int count = 0;
      while (count < 14 && near.distances()[i * 14 + count] < 1.12 * near.distances()[i * 14]) {
        count++;
      }
      shells.add(count);
    }
    assertThat(shells).contains(fewestNeighbours);
  }

  @Test
  void namesAreFoundAgainInOtherMaterials() {
    Map<String, Material> byName = new HashMap<>();
    PrototypeLibrary.materials().forEach(each -> byName.put(each.id(), each));
    Blueprint salt = Corpus.mined(byName.get("rock salt").crystal());
    Blueprint oxide = salt.with(0, Element.Mg).with(1, Element.O).scaledTo(9.4);
    assertThat(Corpus.mined(oxide.crystal()).prototype().name()).isEqualTo("rock salt");
  }

  private static double radius(Crystal crystal, int site) {
    Site at = crystal.sites().get(site);
    return at.element().covalentRadius();
  }
}
