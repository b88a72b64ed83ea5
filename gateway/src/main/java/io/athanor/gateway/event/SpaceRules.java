package io.athanor.gateway.event;

import io.athanor.event.Parameter;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.SpaceConstraint;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.ParameterDraft;
import io.athanor.materials.space.Relation;
import io.athanor.materials.space.SpaceDraft;
import io.athanor.materials.space.SpaceException;
import java.util.List;

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
      draft.space();
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
