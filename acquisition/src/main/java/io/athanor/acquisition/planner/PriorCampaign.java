package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.space.Point;
import java.util.List;

/**
 * What a past campaign over the same parameters, or the same embeddings, measured.
 *
 * @param name for people
 * @param points settings, in this campaign's order of parameters; at least two
 * @param features numbers beside the settings, one list a point, as the pool's are; empty where the
 *     pool has none
 * @param values one a point, of the first objective or whatever that campaign had in its place:
 *     they are standardised within the campaign
 */
public record PriorCampaign(
    String name, List<Point> points, List<List<Double>> features, List<Double> values) {
  /** Copies and checks. */
  public PriorCampaign {
    points = List.copyOf(points);
    features = List.copyOf(features);
    values = List.copyOf(values);
    if (points.size() < 2 || points.size() != values.size()) {
      throw new IllegalArgumentException(
          "policy.priorCampaigns '%s' must have two observations or more, each with a value"
              .formatted(name));
    }
    if (!features.isEmpty() && features.size() != points.size()) {
      throw new IllegalArgumentException(
          "policy.priorCampaigns '%s' has features of %d observations of %d"
              .formatted(name, features.size(), points.size()));
    }
    if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "policy.priorCampaigns '%s' has a value that is no finite number".formatted(name));
    }
  }

  /** Of which nothing but settings is known. */
  public PriorCampaign(String name, List<Point> points, List<Double> values) {
    this(name, points, List.of(), values);
  }
}
