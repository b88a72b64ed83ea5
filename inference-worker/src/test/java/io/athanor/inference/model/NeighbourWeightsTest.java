package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourWeightsTest {
  private static final double WIDTH = 0.1;

  @Test
  void shouldMoveSmoothlyWhenATiedShellSplits() {
    // the twelfth and thirteenth neighbour of one site change places: a plain cut jumps by one
    double before = probe(-1e-4);
    double after = probe(1e-4);
    assertThat(Math.abs(before - after)).isLessThan(1e-2);
    assertThat(probe(0)).isCloseTo(0.5 * (before + after), within(1e-6));
  }

  @Test
  void shouldBeContinuousInEveryPosition() {
    try (MaterialModel model = Models.open(3)) {
      for (long seed = 0; seed < 20; seed++) {
        // four times as many steps are a quarter as large; a jump would stay as it is
        double coarse = largestStep(model, seed, 40);
        double fine = largestStep(model, seed, 160);
        assertThat(fine).as("seed " + seed).isLessThan(0.5 * coarse + 1e-4);
      }
    }
  }

  /** Of the energy, while one atom moves by a fifth of the cell. */
  private static double largestStep(MaterialModel model, long seed, int steps) {
    double largest = 0;
    double last = energy(model, seed, 0);
    for (int step = 1; step <= steps; step++) {
      double next = energy(model, seed, 0.2 * step / steps);
      largest = Math.max(largest, Math.abs(next - last));
      last = next;
    }
    return largest;
  }

  private static double energy(MaterialModel model, long seed, double shift) {
    Cells cell = Cells.random(seed);
    double[][] fractional = cell.fractional().clone();
    fractional[0] = fractional[0].clone();
    fractional[0][new Random(seed).nextInt(3)] += shift;
    Cells moved = new Cells(cell.lattice(), cell.elements(), fractional);
    return model
        .predict(List.of(moved.graph()))
        .get(0)
        .estimates()
        .get(Property.FORMATION_ENERGY_PER_ATOM)
        .mean();
  }

  /** Weight of the contact that moves from just inside the k-th distance to just outside. */
  private static double probe(double shift) {
    List<PeriodicSites.Contact> contacts =
        new java.util.ArrayList<>(List.of(contact(2.0), contact(2.1), contact(3.0)));
    contacts.add(contact(3.0 + shift));
    contacts.sort(java.util.Comparator.comparingDouble(PeriodicSites.Contact::distance));
    double[] weights = NeighbourWeights.of(contacts, 3, WIDTH);
    assertThat(weights[0] + weights[1] + weights[2] + weights[3]).isCloseTo(3, within(1e-9));
    assertThat(weights[0]).isEqualTo(1);
    return weights[shift < 0 ? 2 : 3];
  }

  private static PeriodicSites.Contact contact(double distance) {
    return new PeriodicSites.Contact(0, distance, 0, 0, 0);
  }
}
