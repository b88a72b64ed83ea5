package io.athanor.inference.relax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Cells;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.TracedCrystal;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnergySurfaceTest {
  private static final StoredModel EMBER = ModelStore.classpath().load("ember", Optional.empty());
  // of fourth-order central differences, angstrom: large enough for single precision, small
  // enough for the kinks of the weights' second derivative
  private static final double STEP = 5e-3;

  @Test
  void shouldAgreeWithFiniteDifferencesInPositionsAndStrain() {
    try (EnergySurface surface = open()) {
      for (Cells cell : cells()) {
        List<Cells> moved = new ArrayList<>(List.of(cell));
        for (int number = 0; number < 3 * cell.elements().length + 6; number++) {
          for (int times : new int[] {-2, -1, 1, 2}) {
            moved.add(changed(cell, number, times * STEP));
          }
        }
        List<EnergySurface.Point> points =
            surface.at(moved.stream().map(each -> traced(surface, each)).toList());
        double[] exact = flat(points.get(0).derivative());
        double norm = 0;
        double error = 0;
        for (int number = 0; number < exact.length; number++) {
          double[] e = new double[4];
          for (int index = 0; index < 4; index++) {
            e[index] = points.get(1 + 4 * number + index).energy();
          }
          double slope = (e[0] - 8 * e[1] + 8 * e[2] - e[3]) / (12 * STEP);
          norm += exact[number] * exact[number];
          error += (slope - exact[number]) * (slope - exact[number]);
        }
        assertThat(Math.sqrt(error)).isLessThan(1e-3 * Math.max(0.1, Math.sqrt(norm)));
      }
    }
  }

  @Test
  void shouldGiveTheServedModelsEnergy() {
    try (EnergySurface surface = open();
        MaterialModel model = EMBER.open(1, 1)) {
      for (Cells cell : cells()) {
        TracedCrystal traced = traced(surface, cell);
        double served =
            model
                .predict(List.of(traced.graph()))
                .get(0)
                .estimates()
                .get(Property.FORMATION_ENERGY_PER_ATOM)
                .mean();
        assertThat(surface.at(List.of(traced)).get(0).energy()).isCloseTo(served, within(1e-5));
      }
    }
  }

  @Test
  void shouldRefuseAModelWithoutFormationEnergies() {
    NetworkShape shape = EMBER.manifest().shape().withProperties(List.of(Property.BAND_GAP));
    assertThatThrownBy(
            () -> EnergySurface.open(shape, EMBER.weights(), DeviceOptions.threads(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("formation_energy_per_atom");
  }

  private static EnergySurface open() {
    return EnergySurface.open(
        EMBER.manifest().shape(), EMBER.weights(), DeviceOptions.threads(1, 1));
  }

  private static List<Cells> cells() {
    return List.of(
        shaken(Cells.perovskite(38, 22, 8, 3.95), 0.03),
        Cells.perovskite(38, 22, 8, 3.8),
        Cells.primitiveRockSalt(12, 8, 4.3));
  }

  private static Cells shaken(Cells cell, double by) {
    double[][] fractional = new double[cell.fractional().length][];
    for (int site = 0; site < fractional.length; site++) {
      double[] at = cell.fractional()[site];
      fractional[site] =
          new double[] {
            at[0] + by * Math.sin(1 + site), at[1] + by * Math.sin(5 * site), at[2] - by * site / 8
          };
    }
    return new Cells(cell.lattice(), cell.elements(), fractional);
  }

  private static TracedCrystal traced(EnergySurface surface, Cells cell) {
    return new TracedCrystal(surface.shape(), cell.lattice(), cell.elements(), cell.fractional());
  }

  /** One Cartesian coordinate moved, or after them one of six strains. */
  private static Cells changed(Cells cell, int number, double by) {
    int coordinates = 3 * cell.elements().length;
    if (number >= coordinates) {
      int[][] pairs = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
      int[] pair = pairs[number - coordinates];
      double[][] deformation = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
      deformation[pair[0]][pair[1]] += 0.5 * by;
      deformation[pair[1]][pair[0]] += 0.5 * by;
      return new Cells(
          Matrices.product(cell.lattice(), deformation), cell.elements(), cell.fractional());
    }
    double[][] fractional = new double[cell.fractional().length][];
    for (int site = 0; site < fractional.length; site++) {
      fractional[site] = cell.fractional()[site].clone();
    }
    double[][] inverse = Matrices.inverse(cell.lattice());
    for (int axis = 0; axis < 3; axis++) {
      fractional[number / 3][axis] += by * inverse[number % 3][axis];
    }
    return new Cells(cell.lattice(), cell.elements(), fractional);
  }

  private static double[] flat(TracedCrystal.Derivative derivative) {
    int sites = derivative.positions().length;
    double[] flat = new double[3 * sites + 6];
    for (int index = 0; index < 3 * sites; index++) {
      flat[index] = derivative.positions()[index / 3][index % 3];
    }
    double[][] strain = derivative.strain();
    double[] six = {
      strain[0][0], strain[1][1], strain[2][2], strain[0][1], strain[0][2], strain[1][2]
    };
    System.arraycopy(six, 0, flat, 3 * sites, 6);
    return flat;
  }
}
