package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The value of an acquisition function, apart from costs and limits, split between what is believed
 * and what is not known. Where the literature has a closed split it is taken; a function of the
 * marginals without one is valued once more as if the candidate were as uncertain as a typical one;
 * what only a joint posterior can say is the value of information, hence exploration.
 *
 * @param exploitation in the scale of the value
 * @param exploration in the scale of the value
 * @param constraint in the scale of the value: where the function is itself a probability to keep
 *     limits
 * @param rule for people
 */
record CoreParts(double exploitation, double exploration, double constraint, String rule) {
  private static final String INFORMATION =
      "The function values what a measurement would teach: all of it is exploration.";
  private static final String TYPICAL =
      "Exploitation: the value if the candidate were as uncertain as the median one; exploration:"
          + " what its own uncertainty adds to that.";

  /**
   * What a function was asked.
   *
   * @param view with the rows it could choose from
   * @param seed of the proposal
   */
  record Asked(PlanningProblem problem, Strategy strategy, Field field, View view, long seed) {}

  /**
   * Of one row.
   *
   * @param said what the function itself gave
   * @param logarithmic whether its logarithm entered the value
   */
  static CoreParts of(Asked asked, double said, int row, boolean logarithmic) {
    Policy.Acquisition function = asked.strategy().acquisition();
    boolean taken = logarithmic && function.isPositive();
    double value = taken ? StrictMath.log(said) : said;
    Outcome outcome = asked.view().objectives().get(0);
    double merit = outcome.merit(row);
    return switch (function) {
      case UPPER_CONFIDENCE_BOUND ->
          new CoreParts(
              merit,
              Functions.kappa(asked.problem()) * outcome.deviations()[row],
              0,
              "Exploitation: merit of the mean; exploration: kappa times the standard deviation.");
      case THOMPSON_SAMPLING ->
          new CoreParts(
              merit,
              value - merit,
              0,
              "Exploitation: merit of the mean; exploration: how far the posterior draw is from"
                  + " it.");
      case EXPECTED_IMPROVEMENT, LOG_EXPECTED_IMPROVEMENT, NOISY_EXPECTED_IMPROVEMENT ->
          improvement(asked, value, row)
              .orElseGet(() -> typical(asked, value, row, taken).orElseGet(() -> all(value)));
      case WINDOW_PROBABILITY ->
          new CoreParts(
              0, 0, value, "The function is the log probability to lie within all limits.");
      case PROBABILITY_OF_IMPROVEMENT, EXPECTED_HYPERVOLUME_IMPROVEMENT, PAREGO, DESIRABILITY ->
          typical(asked, value, row, taken).orElseGet(() -> all(value));
      default -> all(value);
    };
  }

  private static CoreParts all(double value) {
    return new CoreParts(0, value, 0, INFORMATION);
  }

  /** E max(0, d + s e) = d P(z) + s p(z) with z = d / s, and the logarithm log s + log h(z). */
  private static Optional<CoreParts> improvement(Asked asked, double value, int row) {
    Outcome outcome = asked.view().objectives().get(0);
    double deviation = outcome.deviations()[row];
    boolean wanted = outcome.goal() instanceof Goal.Window || outcome.goal() instanceof Goal.Target;
    if (wanted || !(deviation > 0)) {
      return Optional.empty();
    }
    double gain = outcome.merit(row) - asked.view().requireIncumbent();
    double reach = gain / deviation;
    boolean linear =
        asked.strategy().acquisition() == Policy.Acquisition.EXPECTED_IMPROVEMENT
            && !Valuation.isLogarithmic(asked.problem(), asked.strategy(), asked.view());
    if (linear) {
      return Optional.of(
          new CoreParts(
              gain * NormalMath.distribution(reach),
              deviation * NormalMath.density(reach),
              0,
              "Expected improvement = d P(z) + s p(z), d the mean's lead over the best, s its"
                  + " standard deviation, z = d/s: the first term is exploitation, the second"
                  + " exploration."));
    }
    double log = NormalMath.logImprovement(reach);
    boolean averaged =
        asked.strategy().acquisition() == Policy.Acquisition.NOISY_EXPECTED_IMPROVEMENT;
    return Optional.of(
        new CoreParts(
            log,
            averaged ? value - log : StrictMath.log(deviation),
            0,
            "As logarithms: the value is log h(z) + log s, z how many standard deviations s the"
                + " mean leads the best by; the first term is exploitation, the second exploration"
                + (averaged ? ", which also has what not knowing the best adds." : ".")));
  }

  private static Optional<CoreParts> typical(Asked asked, double value, int row, boolean taken) {
    View view = asked.view();
    List<Outcome> others =
        view.objectives().stream().map(each -> at(each, row, median(each, view))).toList();
    double[] values =
        Functions.of(asked.problem(), asked.strategy().acquisition(), view)
            .values(
                view.withObjectives(others),
                Seeds.stream(asked.seed(), asked.strategy().acquisition().label()));
    double known = taken ? StrictMath.log(values[row]) : values[row];
    return Double.isFinite(known)
        ? Optional.of(new CoreParts(known, value - known, 0, TYPICAL))
        : Optional.empty();
  }

  private static double median(Outcome outcome, View view) {
    double[] sorted =
        Arrays.stream(view.selectable())
            .mapToDouble(i -> outcome.deviations()[i])
            .sorted()
            .toArray();
    return sorted[sorted.length / 2];
  }

  private static Outcome at(Outcome outcome, int row, double deviation) {
    double[] others = outcome.deviations().clone();
    others[row] = deviation;
    return outcome.withDeviations(others);
  }
}
