package io.athanor.acquisition.shadow;

import io.athanor.acquisition.planner.space.Point;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One decision and what somebody chose in it: the campaign itself, or a shadow.
 *
 * @param ordinal 0-based number of the proposal in its campaign
 * @param candidate place in the pool; empty in a process space, where {@code point} says what
 * @param point its setting, in a process space
 * @param expected what a measurement of it was expected to give at that moment
 * @param propensity probability with which the campaign would have chosen the same
 * @param agreed whether the campaign did choose the same
 */
public record Witnessed(
    int ordinal,
    OptionalInt candidate,
    Optional<Point> point,
    Optional<Belief.Expectation> expected,
    OptionalDouble propensity,
    boolean agreed) {
  /** Checks that it names what was chosen. */
  public Witnessed {
    if (candidate.isPresent() == point.isPresent()) {
      throw new IllegalArgumentException(
          "witnessed must have a candidate of a pool or a point of a space");
    }
  }
}
