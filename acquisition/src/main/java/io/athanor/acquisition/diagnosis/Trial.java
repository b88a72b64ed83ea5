package io.athanor.acquisition.diagnosis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An ended experiment, as far as later failures are compared with it.
 *
 * @param instrument where it ran
 * @param robot who ran it
 * @param precursor lot it was made from
 * @param point settings, each in units of its range (dimensionless); may be empty
 * @param failed whether it failed
 */
public record Trial(
    Optional<String> instrument,
    Optional<String> robot,
    Optional<String> precursor,
    List<Double> point,
    boolean failed) {
  /** Copies. */
  public Trial {
    Objects.requireNonNull(instrument, "trial.instrument");
    Objects.requireNonNull(robot, "trial.robot");
    Objects.requireNonNull(precursor, "trial.precursor");
    point = List.copyOf(point);
  }
}
