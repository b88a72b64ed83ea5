package io.athanor.acquisition.planner.space;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where experiments may be chosen from. */
public sealed interface SearchSpace {
  /** The controllable inputs, in the order of a point's coordinates. */
  List<Parameter> parameters();

  /**
   * A closed list of candidates.
   *
   * @param parameters inputs every candidate has a value for; may be empty where candidates only
   *     have model features
   * @param points one per candidate, by candidate index
   * @param features extra numbers per candidate, by candidate index, e.g. a model's predicted mean
   *     or an embedding; no columns where there are none
   */
  record Pool(List<Parameter> parameters, List<Point> points, FeatureRows features)
      implements SearchSpace {
    /** A pool whose candidates have nothing but their parameters. */
    public Pool(List<Parameter> parameters, List<Point> points) {
      this(parameters, points, FeatureRows.none(points.size()));
    }

    /** Copies and checks that the lists fit together. */
    public Pool {
      parameters = List.copyOf(parameters);
      points = List.copyOf(points);
      requireDistinctNames(parameters);
      if (features.rows() != points.size()) {
        throw new IllegalArgumentException(
            "pool.features: %d rows for %d points".formatted(features.rows(), points.size()));
      }
      for (Point point : points) {
        if (point.coordinates().size() != parameters.size()) {
          throw new IllegalArgumentException(
              "pool.points: expected %d coordinates, got %d"
                  .formatted(parameters.size(), point.coordinates().size()));
        }
      }
    }
  }

  /**
   * A space of settings between bounds.
   *
   * @param parameters inputs, at least one
   * @param sumToOne names of continuous inputs whose values must sum to 1; empty where there is no
   *     such constraint
   */
  record Process(List<Parameter> parameters, Set<String> sumToOne) implements SearchSpace {
    /** Copies and checks that the constraint can be met. */
    public Process {
      parameters = List.copyOf(parameters);
      sumToOne = Set.copyOf(sumToOne);
      requireDistinctNames(parameters);
      if (parameters.isEmpty()) {
        throw new IllegalArgumentException("process.parameters must not be empty");
      }
      Set<String> continuous =
          parameters.stream()
              .filter(Parameter.Continuous.class::isInstance)
              .map(Parameter::name)
              .collect(Collectors.toSet());
      if (!continuous.containsAll(sumToOne)) {
        throw new IllegalArgumentException("process.sumToOne must name continuous parameters");
      }
      double low = 0;
      double high = 0;
      for (Parameter parameter : parameters) {
        if (parameter instanceof Parameter.Continuous range && sumToOne.contains(range.name())) {
          low += range.low();
          high += range.high();
        }
      }
      if (!sumToOne.isEmpty() && (low > 1 || high < 1)) {
        throw new IllegalArgumentException(
            "process.sumToOne cannot be met: lows sum to %s, highs to %s".formatted(low, high));
      }
    }
  }

  private static void requireDistinctNames(List<Parameter> parameters) {
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException(
            "parameters: name %s appears twice".formatted(parameter.name()));
      }
    }
  }
}
