package io.athanor.acquisition.planner.space;

import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.RecipeSpace;
import io.athanor.materials.space.SpaceSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Simplex-lattice designs {q, m} (Scheffe, J. R. Stat. Soc. B 20, 1958): all mixtures whose
 * fractions are multiples of 1/m. They hold the corners, edges and faces that no continuous draw
 * meets.
 */
public final class SimplexLattice {
  private static final int FINEST = 20;

  private SimplexLattice() {}

  /** All vectors of {@code members} multiples of 1/{@code divisions} that sum to one. */
  public static List<double[]> fractions(int members, int divisions) {
    List<double[]> all = new ArrayList<>();
    fill(new int[members], 0, divisions, divisions, all);
    return all;
  }

  private static void fill(int[] units, int at, int rest, int divisions, List<double[]> all) {
    if (at == units.length - 1) {
      units[at] = rest;
      double[] fractions = new double[units.length];
      for (int i = 0; i < units.length; i++) {
        fractions[i] = units[i] / (double) divisions;
      }
      all.add(fractions);
      return;
    }
    for (int unit = rest; unit >= 0; unit--) {
      units[at] = unit;
      fill(units, at + 1, rest - unit, divisions, all);
    }
  }

  /**
   * Allowed settings whose mixtures lie on lattices, the finest that have at most {@code most}
   * points each; all else is drawn.
   */
  static List<double[]> points(
      RecipeSpace space, SpaceSampler sampler, int most, SplittableRandom random) {
    List<double[]> points = new ArrayList<>();
    for (int m = 0; m < space.mixtures().size(); m++) {
      Mixture mixture = space.mixtures().get(m);
      int[] members = space.members(m);
      int divisions = divisions(mixture, most);
      if (divisions == 0) {
        continue;
      }
      for (double[] fractions : fractions(members.length, divisions)) {
        Optional<double[]> rest = sampler.draw(random);
        if (rest.isPresent()) {
          double[] point = rest.get();
          for (int i = 0; i < members.length; i++) {
            point[members[i]] = fractions[i];
          }
          if (space.allows(point)) {
            points.add(point);
          }
        }
      }
    }
    return points;
  }

  /** The finest division that divides the mixture's own and gives at most so many points. */
  private static int divisions(Mixture mixture, int most) {
    int finest = 0;
    double count = 1;
    for (int m = 1; m <= FINEST; m++) {
      count = count * (mixture.members().size() + m - 1) / m;
      if (count <= most && (mixture.divisions() == 0 || mixture.divisions() % m == 0)) {
        finest = m;
      }
    }
    return finest;
  }
}
