package io.athanor.acquisition.scheduling;

import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.Proposed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment that is not over.
 *
 * @param campaignId the campaign
 * @param experimentId the experiment
 * @param settings numeric parameters of its candidate, in the campaign's units
 * @param priority higher goes first
 * @param deadline nothing is offered after it
 * @param recipe steps in their order, at least one
 * @param scheduled whether it is placed; otherwise any worker leases it
 * @param life where it stands
 * @param readySince since when its present step waits to be done
 * @param movedAt when it came to where it stands
 */
public record Job(
    String campaignId,
    String experimentId,
    Map<String, Double> settings,
    int priority,
    Optional<Instant> deadline,
    List<Step> recipe,
    boolean scheduled,
    ExperimentLifecycle life,
    Instant readySince,
    Instant movedAt) {
  /** Copies. */
  public Job {
    settings = Map.copyOf(settings);
    recipe = recipe.isEmpty() ? List.of(Step.any()) : List.copyOf(recipe);
  }

  /** The same after a step of its life. */
  Job moved(ExperimentLifecycle next, Instant at) {
    boolean waitsOn = life instanceof Proposed && next instanceof Proposed;
    return new Job(
        campaignId,
        experimentId,
        settings,
        priority,
        deadline,
        recipe,
        scheduled,
        next,
        waitsOn ? readySince : at,
        at);
  }

  /** Step of the recipe that is done or to be done. */
  int step() {
    if (life instanceof Proposed proposed) {
      return proposed.step();
    }
    return life instanceof Held held ? held.step() : 0;
  }

  /** What its present step asks of an instrument. */
  String technique() {
    return recipe.get(step()).technique();
  }

  /** Where it is offered or held, if that is known. */
  Optional<String> place() {
    if (life instanceof Proposed proposed) {
      return proposed.offeredTo();
    }
    return life instanceof Held held ? held.instrumentId() : Optional.empty();
  }

  /** Whether somebody holds it, or did a step of it. */
  boolean isInHand() {
    return life instanceof Held || step() > 0;
  }

  /** Whether an instrument may be found for it now. */
  boolean mayBePlaced(Instant now) {
    return scheduled
        && life instanceof Proposed proposed
        && !now.isAfter(proposed.expiresAt())
        && deadline.map(end -> !now.isAfter(end)).orElse(true);
  }

  /** Whether it is offered and not taken. */
  boolean isOffered() {
    return life.state() == ExperimentState.OFFERED;
  }
}
