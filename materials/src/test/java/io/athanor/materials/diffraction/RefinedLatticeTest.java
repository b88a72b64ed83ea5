package io.athanor.materials.diffraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.crystal.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefinedLatticeTest {
  private static final double COPPER = 1.54056;
  private static final double ERROR = 0.004;

  @ParameterizedTest
  @EnumSource(CrystalSystem.class)
  void shouldFindCellAndZeroShiftWithinTheirErrors(CrystalSystem system) {
    Lattice truth = truth(system);
    double squares = 0;
    int values = 0;
    for (int seed = 0; seed < 40; seed++) {
      RefinedLattice refined =
          RefinedLattice.of(
              reflections(truth, 0.12, new Random(seed)),
              system,
              near(truth, system),
              COPPER,
              true);
      double[] found = parameters(refined.lattice());
      double[] wanted = parameters(truth);
      for (int i = 0; i < 6; i++) {
        double error = refined.standardErrors().get(i);
        if (error > 0) {
          assertThat(found[i]).isCloseTo(wanted[i], within(5 * error));
          squares += Math.pow((found[i] - wanted[i]) / error, 2);
          values++;
        } else {
          assertThat(found[i]).isEqualTo(wanted[i]);
        }
      }
      assertThat(refined.zeroShift()).isCloseTo(0.12, within(5 * refined.zeroError()));
      assertThat(refined.rootMeanSquare()).isBetween(0.5 * ERROR, 1.5 * ERROR);
    }
    // standard errors are neither boasting nor hiding
    assertThat(Math.sqrt(squares / values)).isBetween(0.7, 1.25);
  }

  @Test
  void shouldRefineAMeasuredPattern() {
    ScatteringCell truth = Structures.rutile();
    double[] grid = new double[4501];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = 20 + i * 0.02;
    }
    double[] y =
        SimulatedPattern.of(
            PowderLines.of(truth, COPPER, 15, 115),
            Radiation.CU_KA1.components(),
            PeakProfile.ofWidth(0.12),
            grid);
    double highest = 0;
    for (double each : y) {
      highest = Math.max(highest, each);
    }
    Random random = new Random(4);
    for (int i = 0; i < y.length; i++) {
      double mean = 50 + 8_000 * y[i] / highest;
      y[i] = Math.max(0, mean + Math.sqrt(mean) * random.nextGaussian());
    }
    ScatteringCell start =
        new ScatteringCell(new Lattice(4.60, 4.60, 2.955, 90, 90, 90), truth.sites());
    List<IndexedReflection> indexed =
        RefinedLattice.index(
            Reflections.of(new PowderPattern(grid, y, COPPER)),
            PowderLines.of(start, COPPER, 20, 110),
            0.25);
    RefinedLattice refined =
        RefinedLattice.of(indexed, CrystalSystem.TETRAGONAL, start.lattice(), COPPER, true);

    assertThat(refined.reflections()).isGreaterThanOrEqualTo(10);
    assertThat(refined.lattice().a()).isCloseTo(4.594, within(0.0005));
    assertThat(refined.lattice().c()).isCloseTo(2.959, within(0.0005));
  }

  @Test
  void shouldSayWhatDoesNotDetermineTheCell() {
    Lattice truth = truth(CrystalSystem.TETRAGONAL);
    List<IndexedReflection> few = reflections(truth, 0, new Random(1)).subList(0, 2);
    assertThatExceptionOfType(MeasurementException.class)
        .isThrownBy(() -> RefinedLattice.of(few, CrystalSystem.TETRAGONAL, truth, COPPER, true))
        .withMessageContaining("3 unknowns");
    List<IndexedReflection> flat =
        reflections(truth, 0, new Random(1)).stream().filter(each -> each.l() == 0).toList();
    assertThatExceptionOfType(MeasurementException.class)
        .isThrownBy(() -> RefinedLattice.of(flat, CrystalSystem.TETRAGONAL, truth, COPPER, false))
        .withMessageContaining("do not determine");
  }

  private static List<IndexedReflection> reflections(Lattice truth, double zero, Random random) {
    double[][] g = truth.reciprocal();
    List<IndexedReflection> list = new ArrayList<>();
    for (int h = 0; h <= 3; h++) {
      for (int k = -2; k <= 3; k++) {
        for (int l = -2; l <= 3; l++) {
          double square = 0;
          for (int axis = 0; axis < 3; axis++) {
            square += Math.pow(h * g[0][axis] + k * g[1][axis] + l * g[2][axis], 2);
          }
          double sine = COPPER * Math.sqrt(square) / 2;
          if (square > 0 && sine < 0.8 && random.nextInt(3) == 0) {
            double angle =
                2 * Math.toDegrees(Math.asin(sine)) + zero + ERROR * random.nextGaussian();
            list.add(
                new IndexedReflection(
                    new Reflection(angle, ERROR, Reflections.spacing(angle, COPPER), 50, 0.1),
                    h,
                    k,
                    l));
          }
        }
      }
    }
    return list;
  }

  private static Lattice truth(CrystalSystem system) {
    return switch (system) {
      case CUBIC -> Lattice.cubic(5.43);
      case TETRAGONAL -> new Lattice(4.59, 4.59, 2.96, 90, 90, 90);
      case HEXAGONAL -> new Lattice(3.25, 3.25, 5.21, 90, 90, 120);
      case RHOMBOHEDRAL -> new Lattice(5.6, 5.6, 5.6, 59.4, 59.4, 59.4);
      case ORTHORHOMBIC -> new Lattice(5.4, 5.5, 7.6, 90, 90, 90);
      case MONOCLINIC -> new Lattice(5.15, 5.21, 5.32, 90, 99.2, 90);
      case TRICLINIC -> new Lattice(5.1, 5.9, 6.4, 85, 96, 103);
    };
  }

  private static Lattice near(Lattice truth, CrystalSystem system) {
    double[] free = system.free(truth);
    for (int i = 0; i < free.length; i++) {
      free[i] *= i % 2 == 0 ? 1.01 : 0.99;
    }
    return system.cell(free);
  }

  private static double[] parameters(Lattice cell) {
    return new double[] {cell.a(), cell.b(), cell.c(), cell.alpha(), cell.beta(), cell.gamma()};
  }
}
