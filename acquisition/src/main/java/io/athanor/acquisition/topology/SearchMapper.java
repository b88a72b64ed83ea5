package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.event.Parameter;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.SpaceConstraint;
import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.ParameterDraft;
import io.athanor.materials.space.Relation;
import io.athanor.materials.space.SpaceDraft;
import io.athanor.materials.space.SpaceException;
import java.util.ArrayList;
import java.util.List;

/** From the search of a campaign-defined to where the planner may look. */
final class SearchMapper {
  private static final String AT = "search.";

  private SearchMapper() {}

  static CampaignDefinition.Space space(Object search) {
    try {
      return search instanceof Pool pool ? pool(pool) : process((ProcessSpace) search);
    } catch (SpaceException e) {
      throw new RefusedException("invalid-field", AT + e.field(), e.reason());
    }
  }

  private static CampaignDefinition.DeclaredPool pool(Pool pool) {
    List<io.athanor.materials.space.Parameter> columns = new ArrayList<>();
    for (int i = 0; i < pool.getParameters().size(); i++) {
      String field = "parameters[" + i + "]";
      columns.add(draft(pool.getParameters().get(i), field).column(field));
    }
    return new CampaignDefinition.DeclaredPool(pool.getSize(), columns);
  }

  private static CampaignDefinition.Process process(ProcessSpace space) {
    SpaceDraft draft = new SpaceDraft();
    for (int i = 0; i < space.getParameters().size(); i++) {
      draft.parameter(draft(space.getParameters().get(i), "parameters[" + i + "]"));
    }
    if (space.getConstraint() == SpaceConstraint.UNKNOWN) {
      throw DefinitionMapper.unknown(AT + "constraint");
    }
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
    for (int i = 0; i < space.getLinear().size(); i++) {
      io.athanor.event.LinearConstraint each = space.getLinear().get(i);
      draft.linear(
          each.getTerms(),
          relation(each.getRelation(), "linear[" + i + "].relation"),
          each.getBound());
    }
    space.getComparisons().forEach(draft::comparison);
    space
        .getCardinalities()
        .forEach(each -> draft.cardinality(each.getMembers(), each.getFewest(), each.getMost()));
    space.getForbidden().forEach(draft::forbid);
    return new CampaignDefinition.Process(new SearchSpace.Process(draft.space()));
  }

  private static Relation relation(io.athanor.event.Relation relation, String field) {
    return switch (relation) {
      case AT_MOST -> Relation.AT_MOST;
      case AT_LEAST -> Relation.AT_LEAST;
      case EQUAL -> Relation.EQUAL;
      case UNKNOWN -> throw DefinitionMapper.unknown(AT + field);
    };
  }

  private static ParameterDraft draft(Parameter said, String field) {
    return new ParameterDraft(
        switch (said.getKind()) {
          case CONTINUOUS -> ParameterDraft.Kind.CONTINUOUS;
          case DISCRETE -> ParameterDraft.Kind.DISCRETE;
          case CATEGORICAL -> ParameterDraft.Kind.CATEGORICAL;
          case INTEGER -> ParameterDraft.Kind.INTEGER;
          case ORDINAL -> ParameterDraft.Kind.ORDINAL;
          case UNKNOWN -> throw DefinitionMapper.unknown(AT + field + ".kind");
        },
        said.getName(),
        said.getLow(),
        said.getHigh(),
        said.getOptions(),
        said.getDescriptors().stream()
            .map(each -> new ParameterDraft.Descriptor(each.getName(), each.getValues()))
            .toList());
  }
}
