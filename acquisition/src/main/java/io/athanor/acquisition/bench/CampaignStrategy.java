package io.athanor.acquisition.bench;

import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.ExperimentIds;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The engine's own way: a {@link Campaign} told of each measurement as an event and asked what
 * next, as in the topology.
 *
 * @param name in reports
 * @param policy of the campaign
 */
public record CampaignStrategy(String name, Policy policy) implements Strategy {
  private static final String ID = "00000000-0000-4000-8000-000000000000";
  private static final Instant NOW = Instant.EPOCH;
  private static final Duration LIFE = Duration.ofHours(1);

  @Override
  public List<Integer> picks(DiscoveryPool pool, List<Integer> starts, long seed, int picks) {
    Campaign campaign = new Campaign(LIFE);
    tell(campaign, new CampaignEvent.CampaignDefined(definition(pool, seed, picks)));
    for (int i = 0; i < pool.size(); i++) {
      tell(campaign, new CampaignEvent.CandidateAdmitted(i, idOf(i), pool.points().get(i)));
    }
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

  private CampaignDefinition definition(DiscoveryPool pool, long seed, int picks) {
    return new CampaignDefinition(
        ID,
        List.of(
            new CampaignDefinition.Wanted(
                pool.objective(),
                "1",
                Objective.of(pool.maximize() ? new Goal.Maximize() : new Goal.Minimize()))),
        new CampaignDefinition.DeclaredPool(pool.size(), pool.parameters()),
        policy,
        Stopping.never(),
        Set.of(CampaignDefinition.Feature.PARAMETERS),
        picks,
        1,
        LIFE,
        seed,
        CampaignDefinition.State.OPEN);
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
    String experimentId = ExperimentIds.of(ID, ordinal);
    tell(
        campaign,
        new CampaignEvent.ExperimentProposed(
            experimentId,
            ordinal,
            candidate,
            idOf(candidate),
            pool.points().get(candidate),
            Terms.open(NOW.plus(LIFE)),
            Optional.empty()));
    tell(
        campaign,
        new CampaignEvent.ObservationReceived(
            experimentId,
            pool.objective(),
            idOf(candidate),
            Optional.of(experimentId),
            pool.values().get(candidate),
            "1"));
  }

  private static void tell(Campaign campaign, CampaignEvent event) {
    if (!(campaign.apply(event) instanceof Outcome.Accepted)) {
      throw new IllegalStateException("the campaign does not take " + event);
    }
  }

  private static String idOf(int candidate) {
    return "candidate-" + candidate;
  }
}
