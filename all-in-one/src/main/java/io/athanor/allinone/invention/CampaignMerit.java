package io.athanor.allinone.invention;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignDefinition.Wanted;
import io.athanor.acquisition.planner.Newcomers;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.space.FeatureRows;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.generator.Assessment;
import io.athanor.generator.Estimate;
import io.athanor.generator.Goal;
import io.athanor.generator.GoalMerit;
import io.athanor.generator.Merit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a candidate is worth to a campaign: its own acquisition function under its own posterior,
 * rebuilt from what was measured, times the probability that the predicted properties keep the
 * campaign's limits.
 */
final class CampaignMerit implements Merit {
  private final CampaignDefinition definition;
  private final PlanningProblem problem;
  private final GoalMerit limits;

  /**
   * A measured candidate.
   *
   * @param assessment what the model says of it
   * @param values by property, in the objective's unit
   */
  record Seen(Assessment assessment, Map<String, Double> values) {}

  /**
   * Rebuilds the posterior.
   *
   * @param goal whose limits are required
   * @param seen measured candidates that the model can score, in the order of their places
   * @throws IllegalArgumentException where an objective was measured on none of them
   */
  CampaignMerit(CampaignDefinition definition, Goal goal, List<Seen> seen) {
    this.definition = definition;
    this.limits = new GoalMerit(goal);
    if (definition.features().contains(Feature.PARAMETERS)) {
      throw new IllegalArgumentException(
          "policy.features: what is invented has a structure and no parameters");
    }
    for (Wanted wanted : definition.wanted()) {
      if (seen.stream().noneMatch(each -> each.values().containsKey(wanted.property()))) {
        throw new IllegalArgumentException(
            "observed: %s was measured on no candidate that the model can score"
                .formatted(wanted.property()));
      }
    }
    List<double[]> rows = seen.stream().map(each -> features(each.assessment())).toList();
    this.problem =
        new PlanningProblem(
            new SearchSpace.Pool(
                List.of(), Collections.nCopies(rows.size(), new Point(List.of())), table(rows)),
            List.of(),
            definition.wanted().stream().map(Wanted::objective).toList(),
            definition.policy(),
            history(seen),
            List.of(),
            Set.of(),
            Set.of(),
            definition.budget(),
            definition.seed(),
            seen.size());
  }

  @Override
  public double[] of(List<Assessment> assessments) {
    double[] values = new double[assessments.size()];
    Arrays.fill(values, Double.NEGATIVE_INFINITY);
    double[] likelihoods = limits.of(assessments);
    List<Integer> scored = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (assessments.get(i).refused().isEmpty() && likelihoods[i] > Double.NEGATIVE_INFINITY) {
        scored.add(i);
        rows.add(features(assessments.get(i)));
      }
    }
    if (!scored.isEmpty()) {
      double[] likelihood = scored.stream().mapToDouble(i -> likelihoods[i]).toArray();
      double[] worth = Newcomers.values(problem, table(rows), likelihood).orElseThrow();
      for (int i = 0; i < worth.length; i++) {
        values[scored.get(i)] = worth[i];
      }
    }
    return values;
  }

  /** As the campaign's surrogate sees a candidate: the predicted mean, then the embedding. */
  private double[] features(Assessment assessment) {
    List<Double> features = new ArrayList<>();
    if (definition.features().contains(Feature.PREDICTION)) {
      Estimate estimate = assessment.properties().get(definition.wanted().get(0).property());
      features.add(estimate == null ? 0 : estimate.mean());
    }
    if (definition.features().contains(Feature.EMBEDDING)) {
      features.addAll(assessment.embedding());
    }
    return features.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static FeatureRows table(List<double[]> rows) {
    FeatureRows.Builder table = FeatureRows.builder(rows.size(), rows.get(0).length);
    rows.forEach(row -> Arrays.stream(row).forEach(table::add));
    return table.build();
  }

  private List<Measurement> history(List<Seen> seen) {
    List<Measurement> history = new ArrayList<>();
    for (int candidate = 0; candidate < seen.size(); candidate++) {
      for (int objective = 0; objective < definition.wanted().size(); objective++) {
        Double value =
            seen.get(candidate).values().get(definition.wanted().get(objective).property());
        if (value != null) {
          history.add(new Measurement(candidate, objective, value, 0));
        }
      }
    }
    return history;
  }
}
