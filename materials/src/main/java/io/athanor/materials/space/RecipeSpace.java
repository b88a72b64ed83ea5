package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that an experiment may have: parameters, mixtures among them, and constraints. A point
 * is an array of coordinates, one per parameter. Equal where the definitions are equal.
 */
public final class RecipeSpace {
  /** Mixtures sum to one within this. */
  public static final double SUM_TOLERANCE = 1e-12;

  private final List<Parameter> parameters;
  private final List<Mixture> mixtures;
  private final List<Constraint> constraints;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<int[]> members = new ArrayList<>();
  private final Rules rules;

  /**
   * Checks that everything named is there and of the right kind, not that anything is left.
   *
   * @throws SpaceException naming the part of the definition that is wrong
   */
  public RecipeSpace(
      List<Parameter> parameters, List<Mixture> mixtures, List<Constraint> constraints) {
    this.parameters = List.copyOf(parameters);
    this.mixtures = List.copyOf(mixtures);
    this.constraints = List.copyOf(constraints);
    if (parameters.isEmpty()) {
      throw new SpaceException("parameters", "must not be empty");
    }
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      if (places.put(name, i) != null) {
        throw new SpaceException("parameters[" + i + "].name", "'" + name + "' is there twice");
      }
    }
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < mixtures.size(); i++) {
      String field = "mixtures[" + i + "]";
      MixtureRules.check(this, mixtures.get(i), field, taken);
      members.add(mixtures.get(i).members().stream().mapToInt(places::get).toArray());
    }
    constraints.forEach(this::check);
    this.rules = new Rules(this);
  }

  private void check(Constraint constraint) {
    boolean options = constraint instanceof Constraint.Forbidden;
    if (constraint.names().isEmpty()) {
      throw new SpaceException(constraint.field(), "speaks of no parameter");
    }
    for (String name : constraint.names()) {
      Integer place = places.get(name);
      if (place == null) {
        throw new SpaceException(constraint.field(), "there is no parameter '" + name + "'");
      }
      if (options != parameters.get(place) instanceof Parameter.Named) {
        throw new SpaceException(
            constraint.field(),
            "parameter '" + name + (options ? "' has no named options" : "' is not numeric"));
      }
    }
    if (constraint instanceof Constraint.Forbidden forbidden) {
      forbidden.options().forEach((name, option) -> checkOption(forbidden, name, option));
    } else if (constraint instanceof Constraint.Linear linear) {
      boolean finite =
          Double.isFinite(linear.bound())
              && linear.terms().values().stream().allMatch(Double::isFinite);
      if (!finite) {
        throw new SpaceException(linear.field(), "coefficients and bound must be finite");
      }
      if (linear.terms().values().stream().allMatch(each -> each == 0)) {
        throw new SpaceException(linear.field(), "has no coefficient but zero");
      }
    } else if (constraint instanceof Constraint.Cardinality count
        && (count.fewest() < 0
            || count.fewest() > count.most()
            || count.fewest() > count.names().size())) {
      throw new SpaceException(
          count.field(),
          "from %d to %d of %d cannot be"
              .formatted(count.fewest(), count.most(), count.names().size()));
    }
  }

  private void checkOption(Constraint.Forbidden forbidden, String name, String option) {
    if (!((Parameter.Named) parameters.get(places.get(name))).options().contains(option)) {
      throw new SpaceException(
          forbidden.field(), "parameter '%s' has no option '%s'".formatted(name, option));
    }
  }

  /** The parameters, in the order of a point's coordinates. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Groups of fractions that sum to one. */
  public List<Mixture> mixtures() {
    return mixtures;
  }

  /** What else must hold. */
  public List<Constraint> constraints() {
    return constraints;
  }

  /** Coordinates of a mixture's members, in the order of its members. */
  public int[] members(int mixture) {
    return members.get(mixture).clone();
  }

  /** The place of a parameter that must be there. */
  int place(String name) {
    return places.get(name);
  }

  Parameter parameter(String name) {
    Integer place = places.get(name);
    return place == null ? null : parameters.get(place);
  }

  /** Lowest coordinate. */
  public double low(int place) {
    Parameter parameter = parameters.get(place);
    if (parameter instanceof Parameter.Continuous range) {
      return range.low();
    }
    if (parameter instanceof Parameter.Whole whole) {
      return whole.low();
    }
    if (parameter instanceof Parameter.Discrete discrete) {
      return discrete.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
    return 0;
  }

  /** Highest coordinate. */
  public double high(int place) {
    Parameter parameter = parameters.get(place);
    if (parameter instanceof Parameter.Continuous range) {
      return range.high();
    }
    if (parameter instanceof Parameter.Whole whole) {
      return whole.high();
    }
    if (parameter instanceof Parameter.Discrete discrete) {
      return discrete.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
    return ((Parameter.Named) parameter).options().size() - 1;
  }

  /** Whether a point keeps to everything. */
  public boolean allows(double[] point) {
    return rules.breach(point) == null;
  }

  /** The first part of the definition that a point breaks, e.g. {@code linear[0]}. */
  public Optional<String> breach(double[] point) {
    return Optional.ofNullable(rules.breach(point));
  }

  Rules rules() {
    return rules;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecipeSpace that
        && parameters.equals(that.parameters)
        && mixtures.equals(that.mixtures)
        && constraints.equals(that.constraints);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * parameters.hashCode() + mixtures.hashCode()) + constraints.hashCode();
  }

  @Override
  public String toString() {
    return "RecipeSpace[parameters=%s, mixtures=%s, constraints=%s]"
        .formatted(parameters, mixtures, constraints);
  }
}
