package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A space as it is said at a door or in an event, not yet known to make sense. Fields of what is
 * wrong are paths within the definition: {@code parameters[2].high}, {@code linear[0]}.
 */
public final class SpaceDraft {
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Mixture> mixtures = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private int linear;
  private int cardinalities;
  private int forbidden;
  private final List<String> comparisons = new ArrayList<>();

  /** Adds a dimension, as {@link ParameterDraft#dimension} reads it. */
  public SpaceDraft parameter(ParameterDraft draft) {
    parameters.add(draft.dimension("parameters[" + parameters.size() + "]"));
    return this;
  }

  /** Makes one mixture, named {@code simplex}, of all continuous dimensions said so far. */
  public SpaceDraft simplex() {
    return mixture(
        Mixture.free(
            "simplex",
            parameters.stream()
                .filter(Parameter.Continuous.class::isInstance)
                .map(Parameter::name)
                .toList()));
  }

  /** Adds a mixture; {@code most} of 0 stands for all members. */
  public SpaceDraft mixture(Mixture mixture) {
    mixtures.add(
        mixture.most() != 0
            ? mixture
            : new Mixture(
                mixture.name(),
                mixture.members(),
                mixture.fewest(),
                mixture.members().size(),
                mixture.presence(),
                mixture.divisions()));
    return this;
  }

  /** Adds a linear constraint. */
  public SpaceDraft linear(Map<String, Double> terms, Relation relation, double bound) {
    constraints.add(new Constraint.Linear("linear[" + linear++ + "]", terms, relation, bound));
    return this;
  }

  /** Adds a comparison, as {@link Comparison#parse} reads it. */
  public SpaceDraft comparison(String text) {
    comparisons.add(text);
    return this;
  }

  /** Adds a count of numbers that are not zero; {@code most} of 0 stands for all. */
  public SpaceDraft cardinality(List<String> names, int fewest, int most) {
    constraints.add(
        new Constraint.Cardinality(
            "cardinalities[" + cardinalities++ + "]",
            new TreeSet<>(names),
            fewest,
            most == 0 ? names.size() : most));
    return this;
  }

  /** Adds options that must not come together. */
  public SpaceDraft forbid(Map<String, String> options) {
    constraints.add(new Constraint.Forbidden("forbidden[" + forbidden++ + "]", options));
    return this;
  }

  /**
   * The space, once it is known that something is left of it.
   *
   * @throws SpaceException naming the part of the definition that is wrong
   */
  public RecipeSpace space() {
    List<Constraint> all = new ArrayList<>(constraints);
    for (int i = 0; i < comparisons.size(); i++) {
      all.addAll(compile("comparisons[" + i + "]", comparisons.get(i)));
    }
    RecipeSpace space = new RecipeSpace(parameters, mixtures, all);
    Feasibility.check(space);
    return space;
  }

  private List<Constraint> compile(String field, String text) {
    Comparison comparison = Comparison.parse(field, text, this::coordinate);
    if (comparison.names().isEmpty()) {
      throw new SpaceException(field, "speaks of no parameter");
    }
    Optional<Constraint.Linear> same = comparison.linear(field);
    if (same.isEmpty()) {
      if (comparison.isEquality()) {
        throw new SpaceException(field, "an equality must be linear; say two inequalities instead");
      }
      return List.of(new Constraint.Nonlinear(field, comparison));
    }
    return comparison.isStrict()
        ? List.of(same.get(), new Constraint.Nonlinear(field, comparison))
        : List.of(same.get());
  }

  private Integer coordinate(String name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(name)
          && !(parameters.get(i) instanceof Parameter.Named)) {
        return i;
      }
    }
    return null;
  }
}
