package io.athanor.acquisition.planner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whom the surrogate of the first objective learns from, besides the campaign's own outcomes.
 *
 * @param campaigns what past campaigns measured
 * @param transferFrom campaigns whose outcomes it may learn from as they come
 * @param federated whether what several sites learned together is taken as prior
 * @param head what they learned, once it is known
 * @param untaken why something that they learned is not taken, for people
 */
public record Teachers(
    List<PriorCampaign> campaigns,
    List<String> transferFrom,
    boolean federated,
    Optional<PriorHead> head,
    Optional<String> untaken) {
  /** Copies and checks. */
  public Teachers {
    campaigns = List.copyOf(campaigns);
    transferFrom = List.copyOf(transferFrom);
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(untaken, "untaken");
    if (transferFrom.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("policy.transferFrom must not be blank");
    }
    if (new HashSet<>(transferFrom).size() < transferFrom.size()) {
      throw new IllegalArgumentException("policy.transferFrom must name different campaigns");
    }
  }

  /** Nobody. */
  public static Teachers none() {
    return of(List.of());
  }

  /** Past campaigns and nobody else. */
  public static Teachers of(List<PriorCampaign> campaigns) {
    return new Teachers(campaigns, List.of(), false, Optional.empty(), Optional.empty());
  }

  /** Whether there is nothing to learn from others yet. */
  boolean areSilent() {
    return campaigns.isEmpty() && head.isEmpty();
  }

  /** The same with what came meanwhile. */
  Teachers with(
      List<PriorCampaign> further, Optional<PriorHead> shared, Optional<String> notTaken) {
    List<PriorCampaign> all = new ArrayList<>(campaigns);
    all.addAll(further);
    return new Teachers(all, transferFrom, federated, shared, notTaken);
  }
}
