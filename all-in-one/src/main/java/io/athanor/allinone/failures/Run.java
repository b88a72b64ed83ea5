package io.athanor.allinone.failures;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.SplittableRandom;

/**
 * One experiment with everything that chance decided, so that it can be run again with one fault
 * taken away and nothing else changed.
 */
record Run(
    double composition,
    double celsius,
    double hours,
    double offset,
    double alignment,
    double placement,
    double water,
    double exposure,
    double distance,
    double dosing,
    double spread,
    double surprise,
    boolean struck) {
  /** Compositions that the model behind the predictions was trained on end here. */
  private static final double DOMAIN = 0.3;

  private static final double BEST_HOURS = 8;
  private static final double AIR = 260;
  private static final double LOST_ABOVE = 2.4;
  private static final double MISPLACED_ABOVE = 0.7;

  /** What came out; shares of phases, signal over noise, error of the prediction in deviations. */
  record Result(
      double purity,
      double precursor,
      double decomposed,
      double competing,
      double massError,
      double signal,
      double error,
      boolean lost,
      double margin) {}

  static Run draw(
      SplittableRandom random,
      double[] settings,
      Hardware hardware,
      int station,
      int robot,
      int lot) {
    double placement =
        hardware.grip(robot) * Math.hypot(Seeds.gaussian(random), Seeds.gaussian(random)) / 1.25;
    boolean queued = random.nextDouble() < 0.06;
    return new Run(
        settings[0],
        settings[1],
        settings[2],
        hardware.offset(station),
        hardware.alignment(station),
        placement,
        hardware.water(lot),
        -(queued ? 150 : 6) * Math.log(1 - random.nextDouble()),
        Math.max(0, DOMAIN - settings[0]) / DOMAIN,
        Seeds.gaussian(random),
        Seeds.gaussian(random),
        Seeds.gaussian(random),
        random.nextDouble() < 0.008);
  }

  /** The result with all faults but one; {@code null} for all. */
  Result without(Fault fault, Chemistry chemistry) {
    boolean right = fault == Fault.CONDITION;
    double furnace = fault == Fault.INSTRUMENT ? 0 : offset;
    double reached = (right ? chemistry.best() : celsius) + furnace + 2 * spread;
    double time = right ? BEST_HOURS : hours;
    double wet = fault == Fault.PRECURSOR ? 0 : water;
    double placed = fault == Fault.ROBOT ? 0.1 : placement;
    double spill = placed > MISPLACED_ABOVE ? 0.12 * (placed - MISPLACED_ABOVE + 0.3) : 0;
    double massError = 0.01 * dosing - spill;
    double wrong = Math.abs(wet - massError);
    double boundary = fault == Fault.PHASE ? 0 : chemistry.competing(composition);
    double competing = Math.min(0.95, boundary + 2.2 * wrong * (1 - boundary));
    double reacted = chemistry.reacted(reached, time);
    double air = fault == Fault.HANDLING ? 0 : 1 - Math.exp(-exposure / AIR);
    double decomposed = 1 - (1 - chemistry.decomposed(reached, time)) * (1 - air);
    double purity = (1 - competing) * reacted * (1 - decomposed);
    double shift = fault == Fault.INSTRUMENT ? 0 : alignment;
    double signal = 40 * (0.3 + 0.7 * purity) * Math.exp(-shift / 0.06) * Math.exp(0.2 * spread);
    double bias = fault == Fault.DOMAIN ? 0 : 9 * distance * distance;
    double error = 1.1 * surprise + bias + 3 * Math.max(0, 0.75 - purity);
    boolean lost = placed > LOST_ABOVE;
    double margin =
        struck
            ? -1
            : Math.min(
                Math.min((purity - 0.7) / 0.3, lost ? -1 : 1),
                Math.min((signal - 5) / 20, (4.5 - Math.abs(error)) / 4.5));
    return new Result(
        purity,
        (1 - competing) * (1 - reacted),
        (1 - competing) * reacted * decomposed,
        competing,
        massError,
        signal,
        error,
        lost,
        margin);
  }
}
