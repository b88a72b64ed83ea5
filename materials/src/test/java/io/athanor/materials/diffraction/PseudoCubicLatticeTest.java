package io.athanor.materials.diffraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PseudoCubicLatticeTest {
  private static final long SEED = 20_261_122L;

  @Test
  void shouldRecoverTheEdgeFromAPattern() {
    Random random = new Random(SEED);
    int cases = 500;
    int found = 0;
    int covered = 0;
    double worst = 0;
    for (int i = 0; i < cases; i++) {
      double edge = 5.6 + 0.8 * random.nextDouble();
      Optional<PseudoCubicLattice> lattice =
          PseudoCubicLattice.of(
              Reflections.of(Patterns.cubic(random, edge)), Patterns.COPPER, 5.4, 6.6);
      if (lattice.isPresent()) {
        found++;
        double deviation = Math.abs(lattice.get().parameter() - edge);
        worst = Math.max(worst, deviation);
        covered += deviation <= 2 * lattice.get().standardError() ? 1 : 0;
      }
    }
    assertThat(found).as("seed %d", SEED).isEqualTo(cases);
    assertThat(worst).as("seed %d: worst error in Angstrom", SEED).isLessThan(0.002);
    assertThat(covered / (double) cases)
        .as("seed %d: within two standard errors", SEED)
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void shouldFitIndexedReflections() {
    Random random = new Random(SEED + 1);
    int cases = 4_000;
    int covered = 0;
    for (int i = 0; i < cases; i++) {
      double edge = 3.5 + 3 * random.nextDouble();
      List<IndexedReflection> indexed = new ArrayList<>();
      int[][] planes = {{1, 0, 0}, {1, 1, 0}, {1, 1, 1}, {2, 0, 0}, {2, 1, 0}};
      for (int[] plane : planes) {
        double error = 0.002 + 0.02 * random.nextDouble();
        int squares = plane[0] * plane[0] + plane[1] * plane[1] + plane[2] * plane[2];
        double angle = Patterns.angle(edge, squares) + error * random.nextGaussian();
        double spacing = Reflections.spacing(angle, Patterns.COPPER);
        indexed.add(
            new IndexedReflection(
                new Reflection(angle, error, spacing, 100, 0.1), plane[0], plane[1], plane[2]));
      }
      PseudoCubicLattice lattice = PseudoCubicLattice.fit(indexed, Patterns.COPPER);
      covered += Math.abs(lattice.parameter() - edge) <= 2 * lattice.standardError() ? 1 : 0;
    }
    assertThat(covered / (double) cases).as("seed %d", SEED + 1).isBetween(0.95, 0.995);
  }

  @Test
  void shouldRefuseWhatItCannotIndex() {
    assertThat(PseudoCubicLattice.of(List.of(), Patterns.COPPER, 5, 7)).isEmpty();
    assertThatThrownBy(() -> PseudoCubicLattice.fit(List.of(), Patterns.COPPER))
        .hasMessageStartingWith("reflections: ");
    assertThatThrownBy(() -> PseudoCubicLattice.of(List.of(), Patterns.COPPER, 7, 5))
        .hasMessageStartingWith("least: ");
    Reflection somewhere = new Reflection(20, 0.01, 4.436, 100, 0.1);
    assertThatThrownBy(() -> new IndexedReflection(somewhere, 0, 0, 0))
        .hasMessageStartingWith("hkl: ");
  }
}
