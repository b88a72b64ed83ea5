package io.athanor.gateway.event;

import io.athanor.event.Parameter;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.SpaceConstraint;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.ParameterDraft;
import io.athanor.materials.space.RecipeSpace;
import io.athanor.materials.space.Relation;
import io.athanor.materials.space.SpaceDraft;
import io.athanor.materials.space.SpaceException;
import java.util.List;
import java.util.Map;

/** Refuses a pool or a space that the planner could not use, before it is written anywhere. */
final class SpaceRules {
  private SpaceRules() {}

  static void check(Pool pool, String pointer) {
    List<Parameter> parameters = pool.getParameters();
    try {
      for (int i = 0; i < parameters.size(); i++) {
        draft(parameters.get(i)).column("parameters[" + i + "]");
      }
    } catch (SpaceException e) {
      throw refused(pointer, e);
    }
  }

  static void check(ProcessSpace space, String pointer) {
    space(space, pointer);
  }

  /** Refuses a point that is not in a space, or names what the space does not have. */
  static void check(Map<String, Object> point, ProcessSpace space, String pointer) {
    checkNames(point, space.getParameters(), pointer);
    RecipeSpace rules = space(space, pointer);
    double[] coordinates = new double[rules.parameters().size()];
    for (int i = 0; i < coordinates.length; i++) {
      io.athanor.materials.space.Parameter each = rules.parameters().get(i);
      Object value = point.get(each.name());
      coordinates[i] =
          each instanceof io.athanor.materials.space.Parameter.Named named
              ? named.options().indexOf(value)
              : ((Number) value).doubleValue();
    }
    checkRanges(point, space.getParameters(), pointer);
    rules
        .breach(coordinates)
        .ifPresent(
            part -> {
              throw invalid(pointer, "is not in the campaign's space: it breaks " + part);
            });
  }

  /** Refuses a point that does not fit the columns of a pool. */
  static void check(Map<String, Object> point, Pool pool, String pointer) {
    if (!pool.getParameters().isEmpty()) {
      checkNames(point, pool.getParameters(), pointer);
    }
    checkRanges(point, pool.getParameters(), pointer);
  }

  private static void checkNames(
      Map<String, Object> point, List<Parameter> declared, String pointer) {
    for (String name : point.keySet()) {
      if (declared.stream().noneMatch(each -> each.getName().equals(name))) {
        throw invalid(Values.pointer(pointer, name), "is no parameter of the campaign");
      }
    }
  }

  private static void checkRanges(
      Map<String, Object> point, List<Parameter> declared, String pointer) {
    for (Parameter each : declared) {
      if (each.getLow() != null
          && point.get(each.getName()) instanceof Double value
          && (value < each.getLow() || value > each.getHigh())) {
        throw invalid(
            Values.pointer(pointer, each.getName()),
            "is not in %s..%s".formatted(each.getLow(), each.getHigh()));
      }
    }
  }

  private static ProblemException invalid(String pointer, String reason) {
    return ProblemException.at(pointer, ProblemCode.INVALID_FIELD, reason);
  }

  private static RecipeSpace space(ProcessSpace space, String pointer) {
    SpaceDraft draft = new SpaceDraft();
    try {
      space.getParameters().forEach(each -> draft.parameter(draft(each)));
      if (space.getConstraint() == SpaceConstraint.SIMPLEX) {
        draft.simplex();
      }
      space
          .getMixtures()
          .forEach(
              each ->
                  draft.mixture(
                      new Mixture(
                          each.getName(),
                          each.getMembers(),
                          each.getFewest(),
                          each.getMost(),
                          each.getPresence(),
                          each.getDivisions())));
      space
          .getLinear()
          .forEach(
              each ->
                  draft.linear(
                      each.getTerms(),
                      Relation.valueOf(each.getRelation().name()),
                      each.getBound()));
      space.getComparisons().forEach(draft::comparison);
      space
          .getCardinalities()
          .forEach(each -> draft.cardinality(each.getMembers(), each.getFewest(), each.getMost()));
      space.getForbidden().forEach(draft::forbid);
      return draft.space();
    } catch (SpaceException e) {
      throw refused(pointer, e);
    }
  }

  private static ParameterDraft draft(Parameter said) {
    return new ParameterDraft(
        ParameterDraft.Kind.valueOf(said.getKind().name()),
        said.getName(),
        said.getLow(),
        said.getHigh(),
        said.getOptions(),
        said.getDescriptors().stream()
            .map(each -> new ParameterDraft.Descriptor(each.getName(), each.getValues()))
            .toList());
  }

  /** {@code parameters[2].high} is the member high of the third of parameters. */
  private static ProblemException refused(String pointer, SpaceException e) {
    String path = e.field().replace("[", "/").replace("]", "").replace('.', '/');
    return ProblemException.at(pointer + "/" + path, ProblemCode.INVALID_FIELD, e.reason());
  }
}
