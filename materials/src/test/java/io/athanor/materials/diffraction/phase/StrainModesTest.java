package io.athanor.materials.diffraction.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.crystal.Lattice;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrainModesTest {
  static Stream<Arguments> lattices() {
    return Stream.of(
        Arguments.of("cubic", Lattice.cubic(5), 1),
        Arguments.of("primitive face-centred cubic", new Lattice(4, 4, 4, 60, 60, 60), 1),
        Arguments.of("tetragonal", new Lattice(4.6, 4.6, 2.96, 90, 90, 90), 2),
        Arguments.of("hexagonal", new Lattice(3.25, 3.25, 5.2, 90, 90, 120), 2),
        Arguments.of("rhombohedral", new Lattice(5.6, 5.6, 5.6, 58, 58, 58), 2),
        Arguments.of("orthorhombic", new Lattice(5, 6, 7, 90, 90, 90), 3),
        Arguments.of("monoclinic", new Lattice(5, 6, 7, 90, 103, 90), 4),
        Arguments.of("triclinic", new Lattice(5, 6, 7, 85, 96, 103), 6));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lattices")
  void shouldLeaveFreeWhatSymmetryLeavesFree(String name, Lattice lattice, int free) {
    StrainModes modes = StrainModes.of(lattice);

    assertThat(modes.count()).isEqualTo(free);
    // the first mode is isotropic: 1/d^2 falls by twice the strain, for every plane
    double[][] g = lattice.reciprocal();
    for (int[] hkl : new int[][] {{1, 0, 0}, {0, 1, 2}, {3, -1, 1}}) {
      double square = 0;
      for (int axis = 0; axis < 3; axis++) {
        square += Math.pow(hkl[0] * g[0][axis] + hkl[1] * g[1][axis] + hkl[2] * g[2][axis], 2);
      }
      assertThat(modes.change(0, hkl[0], hkl[1], hkl[2])).isCloseTo(-2 * square, within(1e-9));
    }
  }

  @Test
  void shouldMoveEquivalentPlanesAlike() {
    StrainModes modes = StrainModes.of(new Lattice(3.25, 3.25, 5.2, 90, 90, 120));
    for (int mode = 0; mode < modes.count(); mode++) {
      assertThat(modes.change(mode, 1, 0, 2))
          .isCloseTo(modes.change(mode, -1, 1, 2), within(1e-12));
      assertThat(modes.change(mode, 1, 1, 0))
          .isCloseTo(modes.change(mode, 2, -1, 0), within(1e-12));
    }
  }
}
