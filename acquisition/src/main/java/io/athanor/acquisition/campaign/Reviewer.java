package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.critic.Critic;
import io.athanor.acquisition.critic.Critique;
import io.athanor.acquisition.critic.Declared;
import io.athanor.acquisition.critic.Familiarity;
import io.athanor.acquisition.critic.ProposalUnderReview;
import io.athanor.acquisition.critic.ReviewTerms;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.Candidate;
import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts what a campaign knows of a proposal before the critic. Owned by the campaign's thread. */
final class Reviewer {
  private static final String ABOVE_HULL = "energy_above_hull";
  private static final String ABOVE_HULL_UNIT = "eV";

  private final CampaignDefinition.Space space;
  private final ReviewTerms terms;
  private final double[] ranges;

  Reviewer(CampaignDefinition definition) {
    space = definition.space();
    List<Parameter> parameters = space.parameters();
    List<String> units = definition.action().units();
    List<Declared> inputs = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      inputs.add(new Declared(parameters.get(i), i < units.size() ? units.get(i) : ""));
    }
    List<Mixture> mixtures =
        definition.space() instanceof CampaignDefinition.Process process
            ? process.space().recipes().mixtures()
            : List.of();
    terms =
        new ReviewTerms(
            inputs, mixtures, definition.action().critic().hazards(), OptionalDouble.empty());
    ranges = parameters.stream().mapToDouble(Reviewer::range).toArray();
  }

  /**
   * What the critic says.
   *
   * @param point the setting
   * @param admitted the candidate of the pool, where it is one
   * @param prediction what a model said of it
   * @param measured settings that were measured
   */
  Critique assess(
      Point point,
      Optional<CandidateAdmitted> admitted,
      Optional<PredictionReceived> prediction,
      List<Point> measured) {
    Optional<Candidate> material = admitted.flatMap(CandidateAdmitted::material);
    Point setting = admitted.map(CandidateAdmitted::point).orElse(point);
    return Critic.assess(
        new ProposalUnderReview(
            terms,
            material.map(Candidate::getFormula),
            space.settings(setting),
            material.map(Candidate::getCrystal).flatMap(Structures::crystal),
            aboveHull(prediction),
            Familiarity.of(
                setting.coordinates(),
                measured.stream().map(Point::coordinates).toList(),
                ranges)));
  }

  private static OptionalDouble aboveHull(Optional<PredictionReceived> prediction) {
    return prediction
        .flatMap(said -> said.interval(ABOVE_HULL))
        .filter(said -> said.unit().equals(ABOVE_HULL_UNIT))
        .map(CampaignEvent.PropertyInterval::interval)
        .map(interval -> OptionalDouble.of(middle(interval)))
        .orElseGet(OptionalDouble::empty);
  }

  private static double middle(PredictiveInterval interval) {
    return (interval.lower() + interval.upper()) / 2;
  }

  /** Width of a setting in its own unit; 0 for categories, which are the same or not. */
  static double range(Parameter parameter) {
    if (parameter instanceof Parameter.Continuous continuous) {
      return continuous.high() - continuous.low();
    }
    if (parameter instanceof Parameter.Whole whole) {
      return whole.high() - whole.low();
    }
    if (parameter instanceof Parameter.Discrete discrete) {
      return Collections.max(discrete.values()) - Collections.min(discrete.values());
    }
    return 0;
  }
}
