package io.athanor.generator.search;

import io.athanor.generator.Assessment;
import io.athanor.generator.Estimate;
import io.athanor.generator.Relaxer;
import io.athanor.generator.Surrogate;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.CrystalException;
import io.athanor.materials.crystal.Lattice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scales cells to the lowest energy that a surrogate expects: eleven edges within 6 percent of the
 * one given, all crystals in one batch, then the vertex of the parabola through the lowest three.
 *
 * @param surrogate predicts the energy
 * @param property the energy per atom, in any unit
 */
public record LineSearch(Surrogate surrogate, String property) implements Relaxer {
  private static final int POINTS = 11;
  private static final double REACH = 0.06;
  private static final double STEP = 2 * REACH / (POINTS - 1);

  @Override
  public List<Crystal> relax(List<Crystal> crystals) {
    List<Crystal> scaled = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    for (int i = 0; i < crystals.size(); i++) {
      for (int point = 0; point < POINTS; point++) {
        Crystal crystal = scaled(crystals.get(i), factor(point));
        if (crystal != null) {
          scaled.add(crystal);
          places.add(new int[] {i, point});
        }
      }
    }
    double[][] energies = new double[crystals.size()][POINTS];
    for (double[] row : energies) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    List<Assessment> assessments = surrogate.assess(scaled);
    for (int k = 0; k < assessments.size(); k++) {
      Estimate estimate = assessments.get(k).properties().get(property);
      if (estimate != null) {
        energies[places.get(k)[0]][places.get(k)[1]] = estimate.mean();
      }
    }
    List<Crystal> relaxed = new ArrayList<>();
    for (int i = 0; i < crystals.size(); i++) {
      Crystal crystal = scaled(crystals.get(i), lowest(energies[i]));
      relaxed.add(crystal == null ? crystals.get(i) : crystal);
    }
    return relaxed;
  }

  private static double factor(double point) {
    return 1 - REACH + STEP * point;
  }

  private static double lowest(double[] energies) {
    int least = 0;
    for (int point = 1; point < POINTS; point++) {
      if (energies[point] < energies[least]) {
        least = point;
      }
    }
    if (Double.isInfinite(energies[least])) {
      return 1;
    }
    if (least == 0 || least == POINTS - 1) {
      return factor(least);
    }
    double before = energies[least - 1] - energies[least];
    double after = energies[least + 1] - energies[least];
    double curvature = before + after;
    boolean parabola = curvature > 0 && !Double.isInfinite(curvature);
    return factor(least + (parabola ? (before - after) / (2 * curvature) : 0));
  }

  private static Crystal scaled(Crystal crystal, double factor) {
    Lattice cell = crystal.lattice();
    try {
      return new Crystal(
          new Lattice(
              cell.a() * factor,
              cell.b() * factor,
              cell.c() * factor,
              cell.alpha(),
              cell.beta(),
              cell.gamma()),
          crystal.sites());
    } catch (CrystalException e) {
      // no solid is that dense or that thin: the search keeps away
      return null;
    }
  }
}
