package io.athanor.materials.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Element;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrystalTest {
  private static final long SEED = 20_261_122L;

  @Test
  void shouldMeasureDiamondCubicSilicon() {
    Crystal silicon =
        new Crystal(
            new Lattice(3.8403, 3.8403, 3.8403, 60, 60, 60),
            List.of(new Site(Element.Si, 0, 0, 0), new Site(Element.Si, 0.25, 0.25, 0.25)));

    assertThat(silicon.density()).isCloseTo(2.329, within(0.001));
    assertThat(silicon.volumePerAtom()).isCloseTo(20.02, within(0.01));
    assertThat(silicon.composition().formula()).isEqualTo("Si");
    assertThat(silicon.warnings()).isEmpty();
    assertThat(NeighbourList.nearest(silicon, 4).distances()[3]).isCloseTo(2.3517, within(1e-4));
  }

  @Test
  void shouldInvertTheLattice() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      Lattice lattice = RandomCrystals.next(random).lattice();
      double[][] rows = lattice.matrix();
      double[][] reciprocal = lattice.reciprocal();
      for (int m = 0; m < 3; m++) {
        for (int n = 0; n < 3; n++) {
          double product = 0;
          for (int axis = 0; axis < 3; axis++) {
            product += rows[m][axis] * reciprocal[n][axis];
          }
          assertThat(product)
              .as("seed %d case %d: %s", SEED, i, lattice)
              .isCloseTo(m == n ? 1 : 0, within(1e-10));
        }
      }
      Lattice back = Lattice.ofMatrix(rows);
      assertThat(back.a()).isCloseTo(lattice.a(), within(1e-10));
      assertThat(back.b()).isCloseTo(lattice.b(), within(1e-10));
      assertThat(back.c()).isCloseTo(lattice.c(), within(1e-10));
      assertThat(back.alpha()).isCloseTo(lattice.alpha(), within(1e-9));
      assertThat(back.beta()).isCloseTo(lattice.beta(), within(1e-9));
      assertThat(back.gamma()).isCloseTo(lattice.gamma(), within(1e-9));
      double box = rows[0][0] * rows[1][1] * rows[2][2];
      assertThat(lattice.volume()).isCloseTo(box, within(1e-9 * box));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 5, 5, 90, 90, 90, a",
    "5, NaN, 5, 90, 90, 90, b",
    "5, 5, 1001, 90, 90, 90, c",
    "5, 5, 5, 4, 90, 90, alpha",
    "5, 5, 5, 90, 176, 90, beta",
    "5, 5, 5, 90, 90, 0, gamma",
    "5, 5, 5, 150, 150, 150, alpha",
  })
  void shouldNameTheImpossibleCellParameter(
      double a, double b, double c, double alpha, double beta, double gamma, String field) {
    assertThatThrownBy(() -> new Lattice(a, b, c, alpha, beta, gamma))
        .isInstanceOfSatisfying(
            CrystalException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void shouldRefuseWhatNoSolidIs() {
    Site iron = new Site(Element.Fe, 0, 0, 0);
    assertRefused(2.87, "sites", "0.4879 Angstrom apart", iron, new Site(Element.Fe, -0.17, 0, 1));
    assertRefused(2.87, "sites", "at least one");
    assertRefused(5.4, "lattice", "volume per atom is 157.5", iron);
    assertRefused(1.5, "lattice", "volume per atom is 3.375", iron);
    assertRefused(5.2, "lattice", "density is 0.0819", new Site(Element.Li, 0, 0, 0));
    assertRefused(2.2, "lattice", "density is 37.12", new Site(Element.U, 0, 0, 0));
    assertThatThrownBy(() -> new Site(Element.Fe, 0, Double.NaN, 0)).hasMessageStartingWith("y: ");
  }

  @Test
  void shouldWarnOfBondsTooShort() {
    Crystal squeezed =
        new Crystal(
            Lattice.cubic(4),
            List.of(new Site(Element.Fe, 0.01, 0, 0), new Site(Element.O, 0.99, 0.25, 0)));
    assertThat(squeezed.warnings()).containsExactly("Fe 0 and O 1 are only 1.003 Angstrom apart");
  }

  private static void assertRefused(double edge, String field, String reason, Site... sites) {
    assertThatThrownBy(() -> new Crystal(Lattice.cubic(edge), List.of(sites)))
        .isInstanceOfSatisfying(
            CrystalException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.reason()).contains(reason);
            });
  }
}
