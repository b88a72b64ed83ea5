package io.athanor.acquisition.planner.space;

import java.util.List;

/**
 * One setting of all parameters of a space.
 *
 * @param coordinates one per parameter, in the space's order: the value itself, or the index of a
 *     category
 */
public record Point(List<Double> coordinates) {
  /** Copies and checks the coordinates. */
  public Point {
    coordinates = Coordinates.copyOf(coordinates);
    if (coordinates.stream().anyMatch(c -> !Double.isFinite(c))) {
      throw new IllegalArgumentException("point.coordinates must be finite");
    }
  }
}
