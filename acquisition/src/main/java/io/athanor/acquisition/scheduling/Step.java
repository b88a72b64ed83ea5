package io.athanor.acquisition.scheduling;

import java.util.OptionalDouble;

/**
 * One step of a recipe.
 *
 * @param name for people
 * @param technique what the instrument must be able to do, or {@link #ANY}
 * @param seconds how long it takes, as far as known (seconds)
 */
public record Step(String name, String technique, OptionalDouble seconds) {
  /** Technique of a step that any instrument can do. */
  public static final String ANY = "";

  /** Checks the time. */
  public Step {
    if (seconds.isPresent() && !(seconds.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "recipe.seconds must be positive, was " + seconds.getAsDouble());
    }
  }

  /** The step of a campaign without a recipe. */
  public static Step any() {
    return new Step("experiment", ANY, OptionalDouble.empty());
  }
}
