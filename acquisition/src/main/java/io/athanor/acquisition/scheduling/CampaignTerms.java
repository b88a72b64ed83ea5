package io.athanor.acquisition.scheduling;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a campaign asks of the laboratory.
 *
 * @param campaignId the campaign
 * @param tenant whose it is; empty for the default tenant
 * @param priority higher goes first
 * @param weight share among campaigns of one priority, above zero
 * @param quota most experiments open at once, if limited
 * @param parallelism as the campaign was defined
 * @param budget experiments in all
 * @param deadline nothing is offered after it
 * @param recipe steps in their order, at least one
 * @param portfolio its campaigns share capacity by expected value
 * @param units UCUM code by parameter
 * @param definedAt when it was defined last
 * @param running whether it proposes
 */
public record CampaignTerms(
    String campaignId,
    Optional<String> tenant,
    int priority,
    double weight,
    OptionalInt quota,
    int parallelism,
    int budget,
    Optional<Instant> deadline,
    List<Step> recipe,
    Optional<String> portfolio,
    Map<String, String> units,
    Instant definedAt,
    boolean running) {
  /** Copies and checks. */
  public CampaignTerms {
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(definedAt, "definedAt");
    recipe = recipe.isEmpty() ? List.of(Step.any()) : List.copyOf(recipe);
    units = Map.copyOf(units);
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("dispatch.weight must be positive, was " + weight);
    }
    if (quota.isPresent() && quota.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "dispatch.quota must be at least 1, was " + quota.getAsInt());
    }
  }

  /** The same, proposing nothing more. */
  CampaignTerms concluded() {
    return new CampaignTerms(
        campaignId,
        tenant,
        priority,
        weight,
        quota,
        parallelism,
        budget,
        deadline,
        recipe,
        portfolio,
        units,
        definedAt,
        false);
  }
}
