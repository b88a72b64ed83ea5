package io.athanor.acquisition.planner.objective;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One property that counts: which way is better, and what is not acceptable.
 *
 * @param goal what better means
 * @param lower outcome constraint: at least this, in the property's unit
 * @param upper outcome constraint: at most this, in the property's unit
 * @param reference a value not worth having, in the property's unit: corner of the hypervolume,
 *     zero of the desirability; empty: below the worst observed
 * @param weight importance beside other objectives, positive, without unit
 */
public record Objective(
    Goal goal,
    OptionalDouble lower,
    OptionalDouble upper,
    OptionalDouble reference,
    double weight) {
  /** Checks the numbers. */
  public Objective {
    Objects.requireNonNull(goal, "objective.goal");
    requireFinite("objective.lower", lower);
    requireFinite("objective.upper", upper);
    requireFinite("objective.reference", reference);
    if (lower.isPresent() && upper.isPresent() && lower.getAsDouble() >= upper.getAsDouble()) {
      throw new IllegalArgumentException(
          "objective.upper must be above lower %s, was %s"
              .formatted(lower.getAsDouble(), upper.getAsDouble()));
    }
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "objective.weight must be finite and positive, was " + weight);
    }
  }

  /** Only a goal, nothing refused. */
  public static Objective of(Goal goal) {
    return new Objective(
        goal, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), 1);
  }

  /** Whether some values are not acceptable. */
  public boolean isLimited() {
    return lower.isPresent() || upper.isPresent();
  }

  /** Whether a value is acceptable. */
  public boolean accepts(double value) {
    return value >= lower.orElse(Double.NEGATIVE_INFINITY)
        && value <= upper.orElse(Double.POSITIVE_INFINITY);
  }

  private static void requireFinite(String field, OptionalDouble value) {
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw new IllegalArgumentException(field + " must be finite, was " + value.getAsDouble());
    }
  }
}
