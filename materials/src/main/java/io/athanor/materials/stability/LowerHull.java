package io.athanor.materials.stability;

import java.util.Arrays;

/**
 * The least energy of a mixture of phases with one given composition, a linear program: minimise
 * sum x_k E_k where sum x_k c_k = c and x &gt;= 0. Solved by the revised simplex method, which is
 * exact: it ends on a vertex, and its basis is the decomposition. The elements are among the phases
 * and are the first basis, so that no first phase is needed; other energies change no constraint,
 * so that the last basis is the start for them. The steepest phase enters, and Bland's rule (Math.
 * Oper. Res. 2, 1977) takes over where a step gains nothing, so that none repeats. Owned by one
 * thread.
 */
final class LowerHull {
  private static final double GAIN = 1e-11;
  private static final double PIVOT = 1e-11;
  private static final int MOST_STEPS = 100_000;

  private final double[][] phases;
  private final double[] target;
  private int[] basis;
  private double[][] inverse;
  private double[] amounts;
  private double[] prices;

  /**
   * Before the first solution.
   *
   * @param phases atomic fractions, phase by phase; the first ones are the elements in their order
   * @param target atomic fractions of what is to be mixed, all of them positive
   */
  LowerHull(double[][] phases, double[] target) {
    int m = target.length;
    this.phases = phases;
    this.target = target;
    this.basis = new int[m];
    this.inverse = new double[m][m];
    this.amounts = target.clone();
    this.prices = new double[m];
    for (int i = 0; i < m; i++) {
      basis[i] = i;
      inverse[i][i] = 1;
    }
  }

  private LowerHull(LowerHull other) {
    this.phases = other.phases;
    this.target = other.target;
    this.basis = other.basis.clone();
    this.inverse = Arrays.stream(other.inverse).map(double[]::clone).toArray(double[][]::new);
    this.amounts = other.amounts.clone();
    this.prices = other.prices.clone();
  }

  /** Another that starts from where this one is. */
  LowerHull copy() {
    return new LowerHull(this);
  }

  /**
   * The least energy, eV/atom, starting from the last basis.
   *
   * @param energies phase by phase, eV/atom
   */
  double solve(double[] energies) {
    boolean gained = true;
    for (int step = 0; step < MOST_STEPS; step++) {
      price(energies);
      int enters = entering(energies, gained);
      if (enters < 0) {
        break;
      }
      gained = exchange(enters);
    }
    double energy = 0;
    for (int i = 0; i < basis.length; i++) {
      energy += amounts[i] * energies[basis[i]];
    }
    return energy;
  }

  /** The phases of the last solution; some of them may have no amount. */
  int[] basis() {
    return basis.clone();
  }

  /** Their amounts, each a part of the atoms. */
  double[] amounts() {
    return amounts.clone();
  }

  /** How far a phase lies above the plane of the last solution, eV/atom. */
  double above(int phase, double energy) {
    double plane = 0;
    for (int i = 0; i < prices.length; i++) {
      plane += prices[i] * phases[phase][i];
    }
    return energy - plane;
  }

  /** What of the last basis makes up a phase; some may be negative. */
  double[] inBasis(int phase) {
    double[] parts = new double[basis.length];
    for (int i = 0; i < parts.length; i++) {
      for (int j = 0; j < parts.length; j++) {
        parts[i] += inverse[i][j] * phases[phase][j];
      }
    }
    return parts;
  }

  private void price(double[] energies) {
    Arrays.fill(prices, 0);
    for (int i = 0; i < basis.length; i++) {
      double energy = energies[basis[i]];
      for (int j = 0; j < prices.length; j++) {
        prices[j] += energy * inverse[i][j];
      }
    }
  }

  private int entering(double[] energies, boolean steepest) {
    int enters = -1;
    double least = -GAIN;
    for (int k = 0; k < phases.length; k++) {
      double above = above(k, energies[k]);
      if (above < least) {
        enters = k;
        if (!steepest) {
          break;
        }
        least = above;
      }
    }
    return enters;
  }

  /** Takes a phase into the basis; whether that gained anything. */
  private boolean exchange(int enters) {
    double[] direction = inBasis(enters);
    int leaves = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < direction.length; i++) {
      if (direction[i] > PIVOT) {
        double ratio = Math.max(0, amounts[i]) / direction[i];
        if (ratio < least || (ratio == least && basis[i] < basis[leaves])) {
          least = ratio;
          leaves = i;
        }
      }
    }
    double[] own = inverse[leaves];
    for (int j = 0; j < own.length; j++) {
      own[j] /= direction[leaves];
    }
    for (int i = 0; i < direction.length; i++) {
      if (i != leaves) {
        for (int j = 0; j < own.length; j++) {
          inverse[i][j] -= direction[i] * own[j];
        }
        amounts[i] = Math.max(0, amounts[i] - direction[i] * least);
      }
    }
    amounts[leaves] = least;
    basis[leaves] = enters;
    return least > PIVOT;
  }
}
