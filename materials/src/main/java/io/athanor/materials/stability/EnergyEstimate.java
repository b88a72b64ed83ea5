package io.athanor.materials.stability;

/**
 * A formation energy that is not known exactly: Gaussian, with an error of its own and one that
 * everything from the same source shares. What is shared cancels where energies are compared that
 * have it in common.
 *
 * @param mean formation energy from the elements, eV/atom
 * @param own standard deviation of its own, independent error, eV/atom, &gt;= 0
 * @param shared standard deviation of the error it shares with its source, eV/atom, &gt;= 0
 * @param source whose error is shared, such as a method of computation
 */
public record EnergyEstimate(double mean, double own, double shared, String source) {
  /** Checks the numbers. */
  public EnergyEstimate {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("energy.mean is " + mean);
    }
    requireDeviation("energy.own", own);
    requireDeviation("energy.shared", shared);
    if (source.isEmpty() && shared > 0) {
      throw new IllegalArgumentException("energy.source is empty, and an error is shared with it");
    }
  }

  /** An energy without error. */
  public static EnergyEstimate exact(double mean) {
    return new EnergyEstimate(mean, 0, 0, "");
  }

  private static void requireDeviation(String field, double deviation) {
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(field + " is " + deviation + ", not finite and >= 0");
    }
  }
}
