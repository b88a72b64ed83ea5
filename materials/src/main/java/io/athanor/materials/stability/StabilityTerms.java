package io.athanor.materials.stability;

/**
 * How stability is judged.
 *
 * @param margin up to which a phase counts as metastable, eV/atom, &gt;= 0
 * @param draws of the energies, 1 to 65536
 */
public record StabilityTerms(double margin, int draws) {
  /** The margin of the literature (Bartel, J. Mater. Sci. 57, 2022) and draws for a percent. */
  public static final StabilityTerms DEFAULT = new StabilityTerms(0.1, 256);

  private static final int MOST_DRAWS = 65_536;

  /** Checks the numbers. */
  public StabilityTerms {
    if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("margin is " + margin + ", not finite and >= 0");
    }
    if (draws < 1 || draws > MOST_DRAWS) {
      throw new IllegalArgumentException("draws is " + draws + ", not in 1.." + MOST_DRAWS);
    }
  }
}
