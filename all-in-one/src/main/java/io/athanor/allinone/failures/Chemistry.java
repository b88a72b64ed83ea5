package io.athanor.allinone.failures;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.SplittableRandom;

/**
 * A solid-state reaction by rate laws: first-order reaction and decomposition with Arrhenius rates,
 * and a competing phase beyond a boundary of the composition. Temperatures in Cel, times in h.
 *
 * @param reaction activation temperature of the reaction, K
 * @param reference temperature in Cel at which 5 h give 97 %
 * @param decomposition activation temperature of the decomposition, K
 * @param limit temperature in Cel at which 5 h decompose 30 %
 * @param boundary composition at which half of the competing phase has formed
 */
record Chemistry(
    double reaction, double reference, double decomposition, double limit, double boundary) {
  static final double COLDEST = 600;
  static final double HOTTEST = 1050;
  static final double SHORTEST = 1;
  static final double LONGEST = 12;
  private static final double KELVIN = 273.15;
  private static final double COMPETING = 0.6;
  private static final double WIDTH = 0.03;

  static Chemistry of(long seed) {
    SplittableRandom random = Seeds.stream(seed, "chemistry");
    return new Chemistry(
        11_000 + 6_000 * random.nextDouble(),
        740 + 60 * random.nextDouble(),
        28_000 + 10_000 * random.nextDouble(),
        930 + 50 * random.nextDouble(),
        0.7 + 0.15 * random.nextDouble());
  }

  /** Share that has reacted. */
  double reacted(double celsius, double hours) {
    double rate = -Math.log(0.03) / 5 * arrhenius(reaction, reference, celsius);
    return 1 - Math.exp(-rate * hours);
  }

  /** Share of what has reacted that has decomposed again. */
  double decomposed(double celsius, double hours) {
    double rate = -Math.log(0.7) / 5 * arrhenius(decomposition, limit, celsius);
    return 1 - Math.exp(-rate * hours);
  }

  /** Share of the competing phase at a composition. */
  double competing(double composition) {
    return COMPETING / (1 + Math.exp(-(composition - boundary) / WIDTH));
  }

  /** Where reaction and decomposition leave most, in Cel, for 8 h. */
  double best() {
    return (reference + limit) / 2;
  }

  private static double arrhenius(double activation, double reference, double celsius) {
    return Math.exp(activation * (1 / (reference + KELVIN) - 1 / (celsius + KELVIN)));
  }
}
