package io.athanor.generator;

import io.athanor.generator.structure.Prototype;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What is sought.
 *
 * @param limits ranges that properties must lie in, one a property
 * @param objectives properties that should be large or small
 * @param elements which elements
 * @param prototypes to build on, by name or anonymous formula such as {@code ABC3}; empty for any
 * @param atomsMost greatest number of atoms in a cell, at least 1
 * @param costMost most that the elements of a kilogram may cost, in US dollars; empty for any
 * @param concentrationMost greatest Herfindahl-Hirschman index of production of any element, 0 to
 *     10,000 (dimensionless); empty for any
 */
public record Goal(
    List<PropertyRange> limits,
    List<Objective> objectives,
    ElementTerms elements,
    List<String> prototypes,
    int atomsMost,
    OptionalDouble costMost,
    OptionalDouble concentrationMost) {
  /** Checks that the goal says something that can be met. */
  public Goal {
    Objects.requireNonNull(elements, "goal.elements");
    limits = List.copyOf(limits);
    objectives = List.copyOf(objectives);
    prototypes = List.copyOf(prototypes);
    long named = limits.stream().map(PropertyRange::property).distinct().count();
    if (named < limits.size()) {
      throw new IllegalArgumentException("goal.limits names a property twice");
    }
    if (atomsMost < 1) {
      throw new IllegalArgumentException("goal.atomsMost must be at least 1 but is " + atomsMost);
    }
    requirePositive("goal.costMost", costMost);
    requirePositive("goal.concentrationMost", concentrationMost);
  }

  /** Ranges only. */
  public static Goal of(List<PropertyRange> limits) {
    return new Goal(
        limits,
        List.of(),
        ElementTerms.any(),
        List.of(),
        20,
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** Whether structures of this kind may be built on. */
  public boolean allows(Prototype prototype) {
    return prototype.atoms() <= atomsMost
        && (prototypes.isEmpty() || prototype.isOneOf(prototypes));
  }

  private static void requirePositive(String field, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() > 0)) {
      throw new IllegalArgumentException(field + " must be positive but is " + value.getAsDouble());
    }
  }
}
