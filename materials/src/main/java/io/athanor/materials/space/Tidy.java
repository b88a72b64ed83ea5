package io.athanor.materials.space;

/**
 * Rounds a setting as a person would: fractions to a lattice on which they sum to one exactly
 * (largest remainder), other real numbers to about six decimals of their range. A setting that
 * rounding would push over a constraint stays as it is, but for the last digits of its sums.
 */
final class Tidy {
  private static final int DIGITS = 6;
  private static final double DUST = 1e-12;
  private static final int MOST_DIGITS = 15;

  private final RecipeSpace space;
  private final double[] quantum;

  Tidy(RecipeSpace space) {
    this.space = space;
    this.quantum = new double[space.parameters().size()];
    for (int i = 0; i < quantum.length; i++) {
      quantum[i] = perUnit(space.high(i) - space.low(i));
    }
  }

  /** How many steps a unit is cut into: a power of ten, so that quotients have few decimals. */
  private static double perUnit(double width) {
    int digits = DIGITS;
    for (double w = width; w >= 10 && digits > 0; w /= 10) {
      digits--;
    }
    for (double w = width; w < 1 && w > 0 && digits < MOST_DIGITS; w *= 10) {
      digits++;
    }
    double steps = 1;
    for (int i = 0; i < digits; i++) {
      steps *= 10;
    }
    return steps;
  }

  /** The setting, rounded or nearly as it was; null where neither is allowed. */
  double[] of(double[] point) {
    double[] raw = point.clone();
    double[] rounded = point.clone();
    for (int i = 0; i < rounded.length; i++) {
      if (space.parameters().get(i) instanceof Parameter.Continuous range
          && range.low() < range.high()) {
        double near = Math.rint(rounded[i] * quantum[i]) / quantum[i] + 0.0;
        rounded[i] = near < range.low() || near > range.high() ? rounded[i] : near;
      }
    }
    boolean fits = true;
    for (int m = 0; m < space.mixtures().size(); m++) {
      int[] members = space.members(m);
      boolean divided = space.mixtures().get(m).divisions() > 0;
      closeSum(members, raw);
      fits &= onLattice(m, raw, rounded);
      for (int i = 0; divided && i < members.length; i++) {
        raw[members[i]] = rounded[members[i]];
      }
      if (divided && !fits) {
        return null;
      }
    }
    if (fits && space.allows(rounded)) {
      return rounded;
    }
    return space.allows(raw) ? raw : null;
  }

  private boolean onLattice(int m, double[] point, double[] rounded) {
    Mixture mixture = space.mixtures().get(m);
    int[] members = space.members(m);
    double steps = mixture.divisions();
    for (int i = 0; mixture.divisions() == 0 && i < members.length; i++) {
      steps = Math.max(steps, quantum[members[i]]);
    }
    int n = members.length;
    long[] units = new long[n];
    long[] least = new long[n];
    long[] greatest = new long[n];
    long missing = Math.round(steps);
    for (int i = 0; i < n; i++) {
      double x = point[members[i]];
      double low = Math.max(space.low(members[i]), x > 0 ? mixture.presence() : 0);
      least[i] = (long) Math.ceil(low * steps - 1e-9);
      greatest[i] = (long) Math.floor(space.high(members[i]) * steps + 1e-9);
      if (x > 0 && mixture.choosesSupport()) {
        least[i] = Math.max(1, least[i]);
      }
      if (x <= 0 && least[i] <= 0) {
        greatest[i] = 0;
      }
      units[i] = Math.max(least[i], Math.min(greatest[i], Math.round(x * steps)));
      missing -= units[i];
    }
    while (missing != 0) {
      int step = missing > 0 ? 1 : -1;
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        double gain = step * (point[members[i]] * steps - units[i]);
        boolean room = step > 0 ? units[i] < greatest[i] : units[i] > least[i];
        if (room && gain > most) {
          most = gain;
          best = i;
        }
      }
      if (best < 0 || most < -2.0 * n) {
        return false;
      }
      units[best] += step;
      missing -= step;
    }
    for (int i = 0; i < n; i++) {
      rounded[members[i]] = units[i] / steps;
    }
    return true;
  }

  /** Removes dust and gives what the sum lacks to the greatest member. */
  private static void closeSum(int[] members, double[] point) {
    double sum = 0;
    int greatest = members[0];
    for (int place : members) {
      if (Math.abs(point[place]) < DUST) {
        point[place] = 0;
      }
      sum += point[place];
      greatest = point[place] > point[greatest] ? place : greatest;
    }
    point[greatest] -= sum - 1;
  }
}
