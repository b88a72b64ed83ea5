package io.athanor.materials.fusion;

import io.athanor.materials.unit.Quantity;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What several sources say together, and whether they agree: {@code chi^2 = sum ((x_i - mean) /
 * sem_i)^2} over those with a standard error, against its 99.9 % quantile at k - 1 degrees of
 * freedom. The Birge ratio is {@code sqrt(chi^2 / (k - 1))} (R. T. Birge, Phys. Rev. 40, 207,
 * 1932).
 *
 * @param mean {@link Quantity#weightedMean} of all
 * @param birgeRatio dimensionless; empty where fewer than two have a standard error
 * @param contradictory whether chi-square lies beyond the quantile
 */
public record Consensus(Quantity mean, OptionalDouble birgeRatio, boolean contradictory) {
  // the standard normal deviate that one in a thousand exceeds
  private static final double DEVIATE = 3.090232306167813;

  /**
   * Of several sources' means.
   *
   * @param means in an order that does not depend on how they came; at least one
   * @throws io.athanor.materials.unit.UnitException if their units do not fit
   */
  public static Consensus of(List<Quantity> means) {
    Quantity all = Quantity.weightedMean(means);
    List<Quantity> precise =
        means.stream().filter(each -> weight(each) > 0).map(each -> each.to(all.unit())).toList();
    int freedom = precise.size() - 1;
    if (freedom < 1) {
      return new Consensus(all, OptionalDouble.empty(), false);
    }
    double weights = 0;
    double mean = 0;
    for (Quantity each : precise) {
      weights += weight(each);
      mean += (each.value() - mean) * (weight(each) / weights);
    }
    double chiSquare = 0;
    for (Quantity each : precise) {
      double deviation = (each.value() - mean) / each.sem().getAsDouble();
      chiSquare += deviation * deviation;
    }
    if (!Double.isFinite(chiSquare)) {
      return new Consensus(all, OptionalDouble.empty(), true);
    }
    return new Consensus(
        all, OptionalDouble.of(Math.sqrt(chiSquare / freedom)), chiSquare > quantile(freedom));
  }

  /** The 99.9 % quantile of chi-square (E. B. Wilson and M. M. Hilferty, PNAS 17, 684, 1931). */
  static double quantile(int freedom) {
    double term = 2.0 / (9 * freedom);
    double root = 1 - term + DEVIATE * Math.sqrt(term);
    return freedom * root * root * root;
  }

  private static double weight(Quantity quantity) {
    double precision = 1 / quantity.sem().orElse(0);
    double weight = precision * precision;
    return Double.isFinite(weight) ? weight : 0;
  }
}
