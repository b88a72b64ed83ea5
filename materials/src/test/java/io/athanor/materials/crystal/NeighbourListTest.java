package io.athanor.materials.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourListTest {
  private static final long SEED = 20_261_122L;

  private record Neighbour(double distance, int z, int site) {}

  @Test
  void shouldFindTheShellsOfAPerovskite() {
    double a = 3.905;
    Crystal perovskite =
        new Crystal(
            Lattice.cubic(a),
            List.of(
                new Site(Element.Sr, 0, 0, 0),
                new Site(Element.Ti, 0.5, 0.5, 0.5),
                new Site(Element.O, 0.5, 0.5, 0),
                new Site(Element.O, 0.5, 0, 0.5),
                new Site(Element.O, 0, 0.5, 0.5)));
    NeighbourList list = NeighbourList.nearest(perovskite, 12);

    for (int rank = 0; rank < 12; rank++) {
      assertThat(list.distances()[rank]).isCloseTo(a / Math.sqrt(2), within(1e-12));
      assertThat(list.indices()[rank]).isBetween(2, 4);
    }
    assertThat(list.cutoffs()[0]).isCloseTo(a * Math.sqrt(3) / 2, within(1e-12));
    for (int rank = 0; rank < 6; rank++) {
      assertThat(list.distances()[12 + rank]).isCloseTo(a / 2, within(1e-12));
    }
    // titanium's second shell: eight strontium; twelve neighbours cut it, and it ties
    assertThat(list.cutoffs()[1]).isCloseTo(list.distances()[23], within(1e-9));
    // in a tied shell the lighter element comes first: Ti and Sr are not tied, O's own shell is
    assertThat(Arrays.copyOfRange(list.indices(), 24, 26)).containsExactly(1, 1);
  }

  @Test
  void shouldAgreeWithCountingEverythingInsideALargeBox() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      Crystal crystal = RandomCrystals.next(random);
      int k = 1 + random.nextInt(24);
      NeighbourList list = NeighbourList.nearest(crystal, k);
      for (int atom = 0; atom < list.atoms(); atom++) {
        List<Neighbour> expected = byBruteForce(crystal, atom, list.cutoffs()[atom] + 1e-6);
        for (int rank = 0; rank < k; rank++) {
          assertThat(list.distances()[atom * k + rank])
              .as("seed %d case %d atom %d rank %d: %s", SEED, i, atom, rank, crystal)
              .isCloseTo(expected.get(rank).distance(), within(1e-9));
          assertThat(list.indices()[atom * k + rank])
              .as("seed %d case %d atom %d rank %d: %s", SEED, i, atom, rank, crystal)
              .isEqualTo(expected.get(rank).site());
        }
        assertThat(list.cutoffs()[atom])
            .as("seed %d case %d atom %d: %s", SEED, i, atom, crystal)
            .isCloseTo(expected.get(k).distance(), within(1e-9));
      }
    }
  }

  @Test
  void shouldNotNoticeTranslationPermutationOrRotation() {
    Random random = new Random(SEED + 1);
    for (int i = 0; i < 500; i++) {
      Crystal crystal = RandomCrystals.next(random);
      int n = crystal.sites().size();
      double dx = random.nextDouble();
      double dy = random.nextDouble();
      double dz = random.nextDouble();
      List<Integer> order = new ArrayList<>();
      for (int atom = 0; atom < n; atom++) {
        order.add(atom);
      }
      Collections.shuffle(order, random);
      List<Site> moved = new ArrayList<>();
      for (int atom : order) {
        Site s = crystal.sites().get(atom);
        // the axes are renamed too (a, b, c become b, c, a), which is a rotation of the crystal
        moved.add(new Site(s.element(), s.y() + dy, s.z() + dz, s.x() + dx));
      }
      Lattice l = crystal.lattice();
      Lattice turned = new Lattice(l.b(), l.c(), l.a(), l.beta(), l.gamma(), l.alpha());
      NeighbourList before = NeighbourList.nearest(crystal, 12);
      NeighbourList after = NeighbourList.nearest(new Crystal(turned, moved), 12);
      for (int atom = 0; atom < n; atom++) {
        assertSameSurroundings(
            crystal.sites(), before, order.get(atom), moved, after, atom, SEED + " case " + i);
      }
    }
  }

  @Test
  void shouldNotNoticeASupercell() {
    Random random = new Random(SEED + 2);
    for (int i = 0; i < 500; i++) {
      Crystal crystal = RandomCrystals.next(random);
      int n = crystal.sites().size();
      Lattice l = crystal.lattice();
      List<Site> doubled = new ArrayList<>();
      for (int copy = 0; copy < 2; copy++) {
        for (Site s : crystal.sites()) {
          doubled.add(new Site(s.element(), (s.x() + copy) / 2, s.y(), s.z()));
        }
      }
      Crystal supercell =
          new Crystal(
              new Lattice(2 * l.a(), l.b(), l.c(), l.alpha(), l.beta(), l.gamma()), doubled);
      NeighbourList before = NeighbourList.nearest(crystal, 12);
      NeighbourList after = NeighbourList.nearest(supercell, 12);
      for (int atom = 0; atom < 2 * n; atom++) {
        assertSameSurroundings(
            crystal.sites(), before, atom % n, doubled, after, atom, SEED + " case " + i);
      }
    }
  }

  @Test
  void shouldRefuseAnImpossibleNumberOfNeighbours() {
    Crystal crystal = new Crystal(Lattice.cubic(2.87), List.of(new Site(Element.Fe, 0, 0, 0)));
    assertThatThrownBy(() -> NeighbourList.nearest(crystal, 0)).hasMessageStartingWith("k: ");
    assertThatThrownBy(() -> NeighbourList.nearest(crystal, 1_001)).hasMessageStartingWith("k: ");
    assertThat(NeighbourList.nearest(crystal, 1_000).cutoffs()[0]).isBetween(17.0, 19.0);
  }

  private static void assertSameSurroundings(
      List<Site> sites,
      NeighbourList list,
      int i,
      List<Site> others,
      NeighbourList other,
      int j,
      String what) {
    assertThat(other.cutoffs()[j]).as("seed %s", what).isCloseTo(list.cutoffs()[i], within(1e-9));
    int k = list.k();
    for (int rank = 0; rank < k; rank++) {
      double distance = list.distances()[i * k + rank];
      assertThat(other.distances()[j * k + rank])
          .as("seed %s", what)
          .isCloseTo(distance, within(1e-9));
      if (distance < list.cutoffs()[i] - 1e-6) {
        assertThat(others.get(other.indices()[j * k + rank]).element())
            .as("seed %s", what)
            .isEqualTo(sites.get(list.indices()[i * k + rank]).element());
      }
    }
  }

  private static List<Neighbour> byBruteForce(Crystal crystal, int atom, double radius) {
    double[][] m = crystal.lattice().matrix();
    double[][] b = crystal.lattice().reciprocal();
    int[] reach = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      reach[axis] = 4 + (int) (radius * Math.hypot(Math.hypot(b[axis][0], b[axis][1]), b[axis][2]));
    }
    Site from = crystal.sites().get(atom);
    List<Neighbour> found = new ArrayList<>();
    for (int j = 0; j < crystal.sites().size(); j++) {
      Site to = crystal.sites().get(j);
      for (int p = -reach[0]; p <= reach[0]; p++) {
        for (int q = -reach[1]; q <= reach[1]; q++) {
          for (int r = -reach[2]; r <= reach[2]; r++) {
            double u = to.x() - from.x() + p;
            double v = to.y() - from.y() + q;
            double w = to.z() - from.z() + r;
            double squared = 0;
            for (int axis = 0; axis < 3; axis++) {
              double d = u * m[0][axis] + v * m[1][axis] + w * m[2][axis];
              squared += d * d;
            }
            double distance = Math.sqrt(squared);
            if (distance > 1e-8 && distance <= radius) {
              found.add(new Neighbour(distance, to.element().atomicNumber(), j));
            }
          }
        }
      }
    }
    found.sort(
        Comparator.comparingLong((Neighbour x) -> Math.round(x.distance() * 1e8))
            .thenComparingInt(Neighbour::z)
            .thenComparingInt(Neighbour::site));
    return found;
  }
}
