package io.athanor.acquisition.bench;

import io.athanor.acquisition.campaign.ActionTerms;
import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.ExperimentIds;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.planner.Policy;
import io.athanor.event.ExperimentProgressed;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A scheduled campaign of the engine over a measured pool. Owned by one thread. */
final class PoolCampaign {
  static final Duration LIFE = Duration.ofDays(10_000);

  private final Campaign campaign = new Campaign(Duration.ofHours(1));
  private final DiscoveryPool pool;
  private int outcomes;
  private int ordinals;

  /**
   * At its start, with two measurements.
   *
   * @param starts measured before anything is chosen
   * @param budget experiments in all, starts included
   * @param parallelism experiments open at once
   * @param retractBelow as in {@link ActionTerms}
   */
  PoolCampaign(
      DiscoveryPool pool,
      List<Integer> starts,
      long seed,
      int budget,
      int parallelism,
      OptionalDouble retractBelow) {
    this.pool = pool;
    ActionTerms action =
        new ActionTerms(
            true,
            1,
            OptionalInt.empty(),
            Optional.empty(),
            new ActionTerms.Approval.None(),
            retractBelow);
    PoolDefinition.tell(
        PoolDefinition.of(
            pool, Policy.standard(), budget, parallelism, LIFE, seed, action, Optional.empty()),
        pool,
        this::tell);
    for (int start : starts) {
      String experimentId = propose(start, Optional.empty());
      observe(experimentId, start);
    }
  }

  /** Outcomes known. */
  int outcomes() {
    return outcomes;
  }

  void grant(int slots) {
    campaign.apply(new CampaignEvent.CapacityGranted(slots));
  }

  List<Decision> decide(Instant now) {
    return campaign.decide(now);
  }

  /** Takes its own proposal. */
  void propose(Decision.Propose proposal) {
    propose(proposal.candidate(), Optional.of(proposal));
  }

  private String propose(int candidate, Optional<Decision.Propose> proposal) {
    String experimentId = ExperimentIds.of(PoolDefinition.ID, ordinals);
    tell(
        new CampaignEvent.ExperimentProposed(
            experimentId,
            ordinals,
            candidate,
            PoolDefinition.idOf(candidate),
            pool.points().get(candidate),
            terms(),
            proposal.flatMap(Decision.Propose::interval)));
    ordinals++;
    return experimentId;
  }

  static Terms terms() {
    return new Terms(Instant.EPOCH.plus(LIFE), false, true, 1);
  }

  void move(ExperimentProgressed step) {
    tell(new CampaignEvent.ExperimentMoved(step));
  }

  /** Measures. */
  void observe(String experimentId, int candidate) {
    tell(
        new CampaignEvent.ObservationReceived(
            experimentId,
            pool.objective(),
            PoolDefinition.idOf(candidate),
            Optional.of(experimentId),
            pool.values().get(candidate),
            "1"));
    outcomes++;
  }

  private void tell(CampaignEvent event) {
    if (!(campaign.apply(event) instanceof Outcome.Accepted)) {
      throw new IllegalStateException("the campaign does not take " + event);
    }
  }
}
