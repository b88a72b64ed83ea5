package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.planner.space.Parameter;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.event.CampaignDefined;
import io.athanor.event.FeatureKind;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.SpaceConstraint;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** From campaign-defined to what the aggregate means by it. */
final class DefinitionMapper {
  private static final String INVALID = "invalid-field";
  private static final int LARGEST_INTEGER_RANGE = 10_000;

  private DefinitionMapper() {}

  static CampaignDefinition definition(CampaignDefined event) {
    if (event.getObjectives().isEmpty()) {
      throw new RefusedException(INVALID, "objectives", "a campaign needs an objective");
    }
    try {
      return new CampaignDefinition(
          event.getCampaignId(),
          ObjectiveMapper.wanted(event.getObjectives()),
          space(event),
          PolicyMapper.policy(event.getPolicy()),
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
          });
    } catch (IllegalArgumentException e) {
      String text = String.valueOf(e.getMessage());
      int blank = text.indexOf(' ');
      throw new RefusedException(INVALID, blank < 0 ? null : text.substring(0, blank), text);
    }
  }

  private static CampaignDefinition.Space space(CampaignDefined event) {
    if (event.getSearch() instanceof Pool pool) {
      return new CampaignDefinition.DeclaredPool(
          pool.getSize(), parameters(pool.getParameters(), true));
    }
    ProcessSpace space = (ProcessSpace) event.getSearch();
    List<Parameter> parameters = parameters(space.getParameters(), false);
    if (space.getConstraint() == SpaceConstraint.UNKNOWN) {
      throw unknown("search.constraint");
    }
    Set<String> fractions = new TreeSet<>();
    if (space.getConstraint() == SpaceConstraint.SIMPLEX) {
      parameters.stream()
          .filter(Parameter.Continuous.class::isInstance)
          .forEach(parameter -> fractions.add(parameter.name()));
    }
    return new CampaignDefinition.Process(new SearchSpace.Process(parameters, fractions));
  }

  private static List<Parameter> parameters(
      List<io.athanor.event.Parameter> declared, boolean pool) {
    return declared.stream().map(parameter -> parameter(parameter, pool)).toList();
  }

  private static Parameter parameter(io.athanor.event.Parameter declared, boolean pool) {
    String name = declared.getName();
    return switch (declared.getKind()) {
      case CATEGORICAL -> new Parameter.Categorical(name, declared.getOptions());
      case DISCRETE ->
          declared.getOptions().isEmpty()
              ? pool ? range(declared, true) : integers(declared)
              : new Parameter.Discrete(
                  name, declared.getOptions().stream().map(Double::valueOf).toList());
      case CONTINUOUS -> range(declared, pool);
      case UNKNOWN -> throw unknown("search.parameters." + name + ".kind");
    };
  }

  /** In a pool the candidates themselves are the range; a process space needs the bounds. */
  private static Parameter range(io.athanor.event.Parameter declared, boolean pool) {
    if (pool) {
      return new Parameter.Continuous(declared.getName(), -Double.MAX_VALUE, Double.MAX_VALUE);
    }
    requireBounds(declared);
    return new Parameter.Continuous(declared.getName(), declared.getLow(), declared.getHigh());
  }

  private static Parameter integers(io.athanor.event.Parameter declared) {
    requireBounds(declared);
    double width = declared.getHigh() - declared.getLow();
    if (!(width >= 0 && width <= LARGEST_INTEGER_RANGE)) {
      throw new RefusedException(
          INVALID,
          "search.parameters." + declared.getName(),
          "a discrete parameter needs options, or bounds at most %d apart"
              .formatted(LARGEST_INTEGER_RANGE));
    }
    int low = (int) Math.ceil(declared.getLow());
    int high = (int) Math.floor(declared.getHigh());
    return new Parameter.Discrete(
        declared.getName(), IntStream.rangeClosed(low, high).mapToObj(i -> (double) i).toList());
  }

  private static void requireBounds(io.athanor.event.Parameter declared) {
    if (declared.getLow() == null || declared.getHigh() == null) {
      throw new RefusedException(
          INVALID, "search.parameters." + declared.getName(), "low and high must be given");
    }
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
