package io.athanor.acquisition.diagnosis;

import java.util.Objects;

/**
 * What happened before in the same place.
 *
 * @param instrument on the same instrument
 * @param robot with the same robot
 * @param precursor from the same lot
 * @param region with settings like these
 */
public record FailureHistory(Tally instrument, Tally robot, Tally precursor, Tally region) {
  /** Nothing known. */
  public static final FailureHistory NONE =
      new FailureHistory(Tally.NONE, Tally.NONE, Tally.NONE, Tally.NONE);

  /** Checks that all are there. */
  public FailureHistory {
    Objects.requireNonNull(instrument, "history.instrument");
    Objects.requireNonNull(robot, "history.robot");
    Objects.requireNonNull(precursor, "history.precursor");
    Objects.requireNonNull(region, "history.region");
  }
}
