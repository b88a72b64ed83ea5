package io.athanor.inference.relax;

/**
 * How a crystal is relaxed.
 *
 * @param freedom what may move
 * @param steps most evaluations per crystal
 * @param forceTolerance largest force on a site that counts as none, eV/angstrom
 * @param stressTolerance largest stress component that counts as none, GPa
 * @param trustRadius longest move of a coordinate in one step, angstrom
 * @param largestStrain largest total strain of the cell: beyond it the network extrapolates
 * @param tightest smallest distance over the sum of covalent radii; a start that is tighter may not
 *     become tighter still
 * @param batch crystals evaluated at once
 */
public record RelaxSettings(
    Freedom freedom,
    int steps,
    double forceTolerance,
    double stressTolerance,
    double trustRadius,
    double largestStrain,
    double tightest,
    int batch) {

  public RelaxSettings {
    requirePositive("steps", steps);
    requirePositive("batch", batch);
    requirePositive("forceTolerance", forceTolerance);
    requirePositive("stressTolerance", stressTolerance);
    requirePositive("trustRadius", trustRadius);
    requirePositive("tightest", tightest);
    if (!(largestStrain > 0 && largestStrain < 0.5)) {
      throw new IllegalArgumentException("largestStrain must be in (0, 0.5), got " + largestStrain);
    }
  }

  /** 0.05 eV/angstrom and 1 GPa, strains to 0.15, 120 evaluations. */
  public static RelaxSettings of(Freedom freedom) {
    return new RelaxSettings(freedom, 120, 0.05, 1.0, 0.1, 0.15, 0.6, 64);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
