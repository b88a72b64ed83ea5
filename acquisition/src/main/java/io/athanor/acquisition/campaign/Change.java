package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.drift.Discount;
import io.athanor.acquisition.drift.DriftAlarm;
import io.athanor.acquisition.drift.Movement;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A change in a campaign's outcomes, and what became of the question whether the instrument did it.
 *
 * @param movement what moved
 * @param discount which outcomes count less for it; none any more once a known candidate read as
 *     before
 * @param first number of the first outcome since
 * @param after experiment whose outcome gave it away
 * @param asked experiment that measures a known candidate again
 * @param candidate which one; -1 before it is asked for
 * @param isSettled whether that has been answered
 */
record Change(
    Movement movement,
    Optional<Discount> discount,
    int first,
    String after,
    Optional<String> asked,
    int candidate,
    boolean isSettled) {
  private static final String DETECTOR = "reference-sample/1";
  private static final double HALF = 0.5;
  private static final double SIGNIFICANT = 2;

  /**
   * What a known candidate says.
   *
   * @param difference of its reading from those of before the change, in the objective's unit
   * @param limit a difference above this is the instrument's
   * @param moved whether it is
   * @param before readings of before
   */
  record Verdict(double difference, double limit, boolean moved, int before) {}

  static Change found(Movement movement, Optional<Discount> discount, int first, String after) {
    return new Change(movement, discount, first, after, Optional.empty(), -1, false);
  }

  Change askedBy(String experimentId, int known) {
    return new Change(
        movement, discount, first, after, Optional.of(experimentId), known, isSettled);
  }

  /** Once it is known; a candidate that reads as before clears the outcomes of before. */
  Change settled(Optional<Verdict> verdict) {
    boolean cleared = verdict.filter(each -> !each.moved()).isPresent();
    return new Change(
        movement, cleared ? Optional.empty() : discount, first, after, asked, candidate, true);
  }

  /**
   * Compares with readings of before: the instrument moved where the difference is nearer to the
   * shift of all outcomes than to none; where no level moved, where it exceeds two standard errors
   * by the outcomes' scatter. Empty where another instrument read it than the one in question, or
   * none had before.
   */
  Optional<Verdict> judge(ObservationReceived observation, List<Measurement> history) {
    double[] before =
        history.subList(0, Math.min(first, history.size())).stream()
            .filter(each -> each.objective() == 0 && each.candidate() == candidate)
            .mapToDouble(Measurement::value)
            .toArray();
    boolean another =
        movement.instrumentId().isPresent()
            && !movement.instrumentId().equals(observation.instrumentId());
    if (before.length == 0 || another) {
      return Optional.empty();
    }
    double sum = 0;
    for (double each : before) {
      sum += each;
    }
    double difference = observation.value() - sum / before.length;
    double toShift = movement.shift() == 0 ? 0 : difference * Math.signum(movement.shift());
    double limit =
        movement.shift() == 0
            ? SIGNIFICANT * movement.scatter() * Math.sqrt(1 + 1.0 / before.length)
            : HALF * Math.abs(movement.shift());
    boolean moved = (movement.shift() == 0 ? Math.abs(difference) : toShift) > limit;
    return Optional.of(new Verdict(difference, limit, moved, before.length));
  }

  /** The verdict for people. */
  DriftAlarm told(Verdict verdict, Optional<String> reader, CampaignDefinition definition) {
    String reads =
        String.format(
            Locale.ROOT,
            "a known candidate reads %.3g %s %s than before (%d readings)",
            Math.abs(verdict.difference()),
            definition.unit(),
            verdict.difference() < 0 ? "less" : "more",
            verdict.before());
    String text =
        verdict.moved()
            ? "%s: %s: the instrument moved".formatted(definition.property(), reads)
            : "%s: %s: what moved is the materials or the model, not the instrument; earlier"
                    .formatted(definition.property(), reads)
                + " outcomes count in full again";
    return new DriftAlarm(
        verdict.moved() ? DriftAlarm.Kind.INSTRUMENT_OFFSET : DriftAlarm.Kind.RESIDUALS,
        DETECTOR,
        verdict.moved() ? movement.instrumentId().or(() -> reader) : Optional.empty(),
        definition.property(),
        Math.abs(verdict.difference()),
        verdict.limit(),
        OptionalDouble.of(verdict.difference()),
        definition.unit(),
        verdict.before() + 1,
        text,
        Stream.concat(
                discount.filter(each -> verdict.moved()).map(Discount::answer).stream(),
                Stream.of(DriftAlarm.ALERT))
            .toList());
  }
}
