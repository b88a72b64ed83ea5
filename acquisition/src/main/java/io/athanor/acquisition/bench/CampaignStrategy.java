package io.athanor.acquisition.bench;

import io.athanor.acquisition.campaign.ActionTerms;
import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.ExperimentIds;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.planner.Policy;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The engine's own way: a {@link Campaign} told of each measurement as an event and asked what
 * next, as in the topology.
 *
 * @param name in reports
 * @param policy of the campaign
 */
public record CampaignStrategy(String name, Policy policy) implements Strategy {
  private static final Instant NOW = Instant.EPOCH;
  private static final Duration LIFE = Duration.ofHours(1);

  @Override
  public List<Integer> picks(DiscoveryPool pool, List<Integer> starts, long seed, int picks) {
    Campaign campaign = new Campaign(LIFE);
    PoolDefinition.tell(
        PoolDefinition.of(pool, policy, picks, 1, LIFE, seed, ActionTerms.OPEN, Optional.empty()),
        pool,
        event -> tell(campaign, event));
    List<Integer> order = new ArrayList<>();
    for (int start : starts) {
      order.add(start);
      measure(campaign, pool, order);
    }
    while (order.size() < picks) {
      order.add(next(campaign));
      measure(campaign, pool, order);
    }
    return order;
  }

  private static int next(Campaign campaign) {
    for (Decision decision : campaign.decide(NOW)) {
      if (decision instanceof Decision.Propose proposal) {
        return proposal.candidate();
      }
    }
    throw new IllegalStateException("the campaign proposes nothing: " + campaign.view(NOW));
  }

  /** The last pick is proposed and measured. */
  private static void measure(Campaign campaign, DiscoveryPool pool, List<Integer> order) {
    int ordinal = order.size() - 1;
    int candidate = order.get(ordinal);
    String experimentId = ExperimentIds.of(PoolDefinition.ID, ordinal);
    tell(
        campaign,
        new CampaignEvent.ExperimentProposed(
            experimentId,
            ordinal,
            candidate,
            PoolDefinition.idOf(candidate),
            pool.points().get(candidate),
            Terms.open(NOW.plus(LIFE)),
            Optional.empty()));
    tell(
        campaign,
        new CampaignEvent.ObservationReceived(
            experimentId,
            pool.objective(),
            PoolDefinition.idOf(candidate),
            Optional.of(experimentId),
            pool.values().get(candidate),
            "1"));
  }

  private static void tell(Campaign campaign, CampaignEvent event) {
    if (!(campaign.apply(event) instanceof Outcome.Accepted)) {
      throw new IllegalStateException("the campaign does not take " + event);
    }
  }
}
