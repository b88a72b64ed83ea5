package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.space.Point;
import java.util.List;

/**
 * What a past campaign over the same parameters measured.
 *
 * @param name for people
 * @param points settings, in this campaign's order of parameters; at least two
 * @param values one a point, of the first objective or whatever that campaign had in its place:
 *     they are standardised within the campaign
 */
public record PriorCampaign(String name, List<Point> points, List<Double> values) {
  /** Copies and checks. */
  public PriorCampaign {
    points = List.copyOf(points);
    values = List.copyOf(values);
    if (points.size() < 2 || points.size() != values.size()) {
      throw new IllegalArgumentException(
          "policy.priorCampaigns '%s' must have two observations or more, each with a value"
              .formatted(name));
    }
    if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "policy.priorCampaigns '%s' has a value that is no finite number".formatted(name));
    }
  }
}
