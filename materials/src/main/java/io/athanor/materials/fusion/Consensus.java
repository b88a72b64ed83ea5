package io.athanor.materials.fusion;

import io.athanor.materials.unit.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What several sources say together, and whether they agree: {@code chi^2 = sum ((x_i - mean) /
 * sem_i)^2} over those with a standard error, against its 99.9 % quantile at k - 1 degrees of
 * freedom. The Birge ratio is {@code sqrt(chi^2 / (k - 1))} (R. T. Birge, Phys. Rev. 40, 207,
 * 1932).
 *
 * @param mean of all, as {@link Moments#mean} has it
 * @param birgeRatio dimensionless; empty where fewer than two have a standard error
 * @param contradictory whether chi-square lies beyond the quantile
 */
public record Consensus(Quantity mean, OptionalDouble birgeRatio, boolean contradictory) {
  // the standard normal deviate that one in a thousand exceeds
  private static final double DEVIATE = 3.090232306167813;
  private static final double[] TABLE = {10.828, 13.816, 16.266, 18.467};

  /**
   * Of several sources' means.
   *
   * @param means in any order; at least one
   * @throws io.athanor.materials.unit.UnitException if their units do not fit
   */
  public static Consensus of(List<Quantity> means) {
    if (means.isEmpty()) {
      throw new IllegalArgumentException("means is empty");
    }
    String unit = means.get(0).unit();
    List<Quantity> same = means.stream().map(each -> each.to(unit)).toList();
    Quantity all = mean(same, unit);
    List<Quantity> precise = same.stream().filter(each -> weight(each) > 0).toList();
    int freedom = precise.size() - 1;
    if (freedom < 1) {
      return new Consensus(all, OptionalDouble.empty(), false);
    }
    double mean = mean(precise, unit).value();
    double[] terms =
        precise.stream()
            .mapToDouble(each -> (each.value() - mean) / each.sem().getAsDouble())
            .map(deviation -> deviation * deviation)
            .sorted()
            .toArray();
    double chiSquare = 0;
    for (double term : terms) {
      chiSquare += term;
    }
    if (!Double.isFinite(chiSquare)) {
      return new Consensus(all, OptionalDouble.empty(), true);
    }
    return new Consensus(
        all, OptionalDouble.of(Math.sqrt(chiSquare / freedom)), chiSquare > quantile(freedom));
  }

  private static Quantity mean(List<Quantity> same, String unit) {
    if (same.size() == 1) {
      return same.get(0);
    }
    Moments moments = Moments.NONE;
    for (Quantity each : same) {
      moments = moments.plus(each, Instant.EPOCH);
    }
    return moments.mean(unit);
  }

  /**
   * The 99.9 % quantile of chi-square: by table, and beyond it by E. B. Wilson and M. M. Hilferty
   * (PNAS 17, 684, 1931), which is good to one percent there.
   */
  static double quantile(int freedom) {
    if (freedom <= TABLE.length) {
      return TABLE[freedom - 1];
    }
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
