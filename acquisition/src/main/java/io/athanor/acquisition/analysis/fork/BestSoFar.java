package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.event.ExperimentState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The best acceptable outcome of the main objective after each experiment that came to an end, by
 * arrival. A failed experiment counts and brings nothing; a fact from elsewhere counts as no
 * experiment. Owned by one fold.
 */
final class BestSoFar {
  private final CampaignDefinition definition;
  private final Set<String> known = new HashSet<>();
  private final Set<String> counted = new HashSet<>();
  private final List<Optional<Double>> curve = new ArrayList<>();
  private Optional<Double> best = Optional.empty();

  BestSoFar(CampaignDefinition definition) {
    this.definition = definition;
  }

  /** Folds an event that the campaign accepted. */
  void take(CampaignEvent event) {
    if (event instanceof CampaignEvent.ExperimentProposed proposed) {
      known.add(proposed.experimentId());
    } else if (event instanceof CampaignEvent.ObservationReceived observation
        && definition.property().equals(observation.property())) {
      improve(observation.value());
      observation.experimentId().filter(known::contains).ifPresent(this::count);
    } else if (event instanceof CampaignEvent.ExperimentMoved moved
        && moved.step().getState() == ExperimentState.FAILED) {
      count(moved.step().getExperimentId());
    }
  }

  private void improve(double value) {
    CampaignDefinition.Wanted wanted = definition.wanted().get(0);
    if (wanted.objective().accepts(value)
        && best.filter(known -> merit(known) >= merit(value)).isEmpty()) {
      best = Optional.of(value);
    }
  }

  private double merit(double value) {
    return definition.wanted().get(0).objective().goal().merit(value);
  }

  private void count(String experimentId) {
    if (counted.add(experimentId)) {
      curve.add(best);
    } else {
      // a repeated measurement may better what is known, but is no further experiment
      curve.set(curve.size() - 1, best);
    }
  }

  /** Whether the experiment came to an end that counts. */
  boolean hasCounted(String experimentId) {
    return counted.contains(experimentId);
  }

  /** Experiments that came to an end that counts. */
  int size() {
    return curve.size();
  }

  /** By experiment; empty while there was no acceptable outcome. */
  List<Optional<Double>> curve() {
    return List.copyOf(curve);
  }
}
