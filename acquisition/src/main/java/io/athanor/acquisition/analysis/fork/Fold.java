package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentProposed;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.planner.space.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A campaign while it is told of a log, and what a fork has to know beside. Owned by one run. */
final class Fold {
  private final Campaign campaign;
  private final UnaryOperator<CampaignDefinition> change;
  private final Map<String, ExperimentProposed> experiments = new LinkedHashMap<>();
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Map<Integer, Point> points = new HashMap<>();
  private BestSoFar best;

  /**
   * Of nothing yet.
   *
   * @param change from a recorded definition to the one that holds here
   */
  Fold(Duration grace, UnaryOperator<CampaignDefinition> change) {
    this.campaign = new Campaign(grace);
    this.change = change;
  }

  Campaign campaign() {
    return campaign;
  }

  CampaignDefinition definition() {
    return campaign.definition().orElseThrow();
  }

  /**
   * Folds a recorded event; what is known already, or came too late, changes nothing.
   *
   * @return the experiment that it brings to an end, if it does
   * @throws IllegalArgumentException where the changed definition cannot be with this log
   */
  Optional<ExperimentProposed> hear(CampaignEvent event) {
    return tell(
        event instanceof CampaignEvent.CampaignDefined defined
            ? new CampaignEvent.CampaignDefined(change.apply(defined.definition()))
            : event);
  }

  /** Folds an event as it is. */
  Optional<ExperimentProposed> tell(CampaignEvent event) {
    Outcome outcome = campaign.apply(event);
    if (outcome instanceof Outcome.Refused refused) {
      throw new IllegalArgumentException(refused.field() + " " + refused.reason());
    }
    if (!(outcome instanceof Outcome.Accepted)) {
      return Optional.empty();
    }
    if (best == null) {
      best = new BestSoFar(definition());
    }
    int before = best.size();
    best.take(event);
    if (event instanceof CampaignEvent.CandidateAdmitted admitted) {
      points.put(admitted.index(), admitted.point());
    }
    if (event instanceof ExperimentProposed proposed) {
      experiments.put(proposed.experimentId(), proposed);
    }
    if (event instanceof CampaignEvent.ObservationReceived seen
        && seen.property().equals(definition().property())) {
      seen.experimentId().ifPresent(id -> values.putIfAbsent(id, seen.value()));
    }
    return best.size() > before
        ? Optional.ofNullable(experiments.get(experimentOf(event)))
        : Optional.empty();
  }

  private static String experimentOf(CampaignEvent event) {
    return event instanceof CampaignEvent.ExperimentMoved moved
        ? moved.step().getExperimentId()
        : ((CampaignEvent.ObservationReceived) event).experimentId().orElseThrow();
  }

  /** Parameters of a candidate of the pool: its planner may know it by a model's features alone. */
  Point point(int candidate) {
    return points.get(candidate);
  }

  /** Whether the experiment came to an end that counts. */
  boolean isFinished(String experimentId) {
    return best.hasCounted(experimentId);
  }

  /** Proposals without an end so far, in their order. */
  List<ExperimentProposed> unfinished() {
    return new ArrayList<>(
        experiments.values().stream().filter(each -> !isFinished(each.experimentId())).toList());
  }

  /** What the experiment gave of the main objective, first. */
  Optional<Double> value(String experimentId) {
    return Optional.ofNullable(values.get(experimentId));
  }

  /** Best so far by experiment. */
  List<Optional<Double>> curve() {
    return best.curve();
  }
}
