package io.athanor.acquisition.planner.space;

import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.Parameter;
import io.athanor.materials.space.RecipeSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /** Names of parameters that are the same in every row and so tell no candidates apart. */
    public List<String> constants() {
      List<String> constants = new ArrayList<>();
      for (int p = 0; p < parameters.size(); p++) {
        int column = p;
        if (points.stream().map(point -> point.coordinates().get(column)).distinct().count() < 2) {
          constants.add(parameters.get(p).name());
        }
      }
      return List.copyOf(constants);
    }
  }

  /** A space of settings, with the constraints they keep to. */
  record Process(RecipeSpace recipes) implements SearchSpace {
    /**
     * Parameters and, where not empty, the names of those whose values sum to one.
     *
     * @throws io.athanor.materials.space.SpaceException where the sum cannot be met
     */
    public Process(List<Parameter> parameters, Set<String> sumToOne) {
      this(
          new RecipeSpace(
              parameters,
              sumToOne.isEmpty()
                  ? List.of()
                  : List.of(Mixture.free("simplex", sumToOne.stream().sorted().toList())),
              List.of()));
    }

    @Override
    public List<Parameter> parameters() {
      return recipes.parameters();
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
