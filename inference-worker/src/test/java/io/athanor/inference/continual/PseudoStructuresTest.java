package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.training.Sample;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.NeighbourList;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PseudoStructuresTest {
  private static final int COUNT = 200;

  @Test
  void shouldMakeTheSameStructuresOfTheSameSeed() {
    List<Sample> first = PseudoStructures.of(Champions.SHAPE, COUNT, 5);
    List<Sample> again = PseudoStructures.of(Champions.SHAPE, COUNT, 5);
    List<Sample> other = PseudoStructures.of(Champions.SHAPE, COUNT, 6);
    assertThat(first).hasSize(COUNT);
    int same = 0;
    for (int row = 0; row < COUNT; row++) {
      assertThat(first.get(row).crystal().distances())
          .containsExactly(again.get(row).crystal().distances());
      same +=
          Arrays.equals(first.get(row).crystal().elements(), other.get(row).crystal().elements())
              ? 1
              : 0;
    }
    assertThat(same).isLessThan(COUNT / 10);
  }

  @Test
  void shouldMakeManyElementsAndNoLabels() {
    Set<Integer> elements = new TreeSet<>();
    for (Sample row : PseudoStructures.of(Champions.SHAPE, COUNT, 5)) {
      assertThat(row.labels()).isEmpty();
      Arrays.stream(row.composition().elements()).forEach(elements::add);
    }
    assertThat(elements).hasSizeGreaterThan(60).contains(8);
  }

  @Test
  void shouldKnowTypesWhoseSitesAreApart() {
    for (StructureTypes.Type type : StructureTypes.ALL) {
      List<Site> sites = new ArrayList<>();
      for (double[] place : type.places()) {
        sites.add(new Site(Element.Cu, place[0], place[1], place[2]));
      }
      double[] c = type.cell();
      double scale =
          Math.cbrt(12 * sites.size() / new Lattice(c[0], c[1], c[2], c[3], c[4], c[5]).volume());
      Crystal crystal =
          new Crystal(
              new Lattice(scale * c[0], scale * c[1], scale * c[2], c[3], c[4], c[5]), sites);
      assertThat(nearest(crystal)).as(type.name()).isBetween(1.5, 2.7);
    }
  }

  private static double nearest(Crystal crystal) {
    return Arrays.stream(NeighbourList.nearest(crystal, 1).distances()).min().orElseThrow();
  }
}
