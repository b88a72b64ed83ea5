package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.DriftTerms;
import io.athanor.acquisition.campaign.InventionTerms;
import io.athanor.event.CampaignDefined;
import io.athanor.event.FeatureKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** From campaign-defined to what the aggregate means by it. */
final class DefinitionMapper {
  private static final String INVALID = "invalid-field";

  private DefinitionMapper() {}

  static CampaignDefinition definition(CampaignDefined event) {
    if (event.getObjectives().isEmpty()) {
      throw new RefusedException(INVALID, "objectives", "a campaign needs an objective");
    }
    try {
      CampaignDefinition.Space space = SearchMapper.space(event.getSearch());
      return new CampaignDefinition(
          event.getCampaignId(),
          ObjectiveMapper.wanted(event.getObjectives()),
          space,
          PolicyMapper.policy(event.getPolicy(), space.parameters()),
          PolicyMapper.stopping(event.getStopping()),
          features(event.getPolicy().getFeatures()),
          event.getBudget(),
          event.getParallelism(),
          Duration.ofSeconds(event.getProposalSeconds()),
          event.getSeed(),
          switch (event.getState()) {
            case OPEN -> CampaignDefinition.State.OPEN;
            case PAUSED -> CampaignDefinition.State.PAUSED;
            case CLOSED -> CampaignDefinition.State.CLOSED;
          },
          ActionMapper.terms(event),
          Optional.ofNullable(event.getInvention()).map(DefinitionMapper::invention),
          Optional.ofNullable(event.getDrift()).map(DefinitionMapper::drift));
    } catch (IllegalArgumentException e) {
      String text = String.valueOf(e.getMessage());
      int blank = text.indexOf(' ');
      throw new RefusedException(INVALID, blank < 0 ? null : text.substring(0, blank), text);
    }
  }

  private static InventionTerms invention(io.athanor.event.InventionTerms event) {
    return new InventionTerms(
        new InventionTerms.Elements(
            event.getAllowed(),
            event.getRequired(),
            event.getForbidden(),
            event.getElementsFewest(),
            event.getElementsMost()),
        event.getPrototypes(),
        event.getAtomsMost(),
        event.getLimits().stream()
            .map(
                limit ->
                    new InventionTerms.Limit(
                        limit.getProperty(),
                        limit.getUnit(),
                        optional(limit.getLower()),
                        optional(limit.getUpper())))
            .toList(),
        event.getCount(),
        event.getWaves(),
        event.getDryBelow());
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static DriftTerms drift(io.athanor.event.DriftTerms event) {
    return new DriftTerms(
        event.getForget(), event.getFactor(), Optional.ofNullable(event.getReferenceCandidateId()));
  }

  private static Set<Feature> features(List<FeatureKind> kinds) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    for (FeatureKind kind : kinds) {
      features.add(
          switch (kind) {
            case PARAMETERS -> Feature.PARAMETERS;
            case PREDICTION -> Feature.PREDICTION;
            case EMBEDDING -> Feature.EMBEDDING;
            case UNKNOWN -> throw unknown("policy.features");
          });
    }
    return features;
  }

  static RefusedException unknown(String field) {
    return new RefusedException(INVALID, field, "a value this version does not know");
  }
}
