package io.athanor.acquisition.bench;

import io.athanor.acquisition.campaign.ActionTerms;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.DriftTerms;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** How a campaign of the engine over a measured pool begins. */
final class PoolDefinition {
  static final String ID = "00000000-0000-4000-8000-000000000000";

  private PoolDefinition() {}

  /** Of a campaign that sees parameters only and never stops by itself. */
  static CampaignDefinition of(
      DiscoveryPool pool,
      Policy policy,
      int budget,
      int parallelism,
      Duration life,
      long seed,
      ActionTerms action,
      Optional<DriftTerms> drift) {
    Goal goal = pool.maximize() ? new Goal.Maximize() : new Goal.Minimize();
    return new CampaignDefinition(
        ID,
        List.of(new CampaignDefinition.Wanted(pool.objective(), "1", Objective.of(goal))),
        new CampaignDefinition.DeclaredPool(pool.size(), pool.parameters()),
        policy,
        Stopping.never(),
        Set.of(CampaignDefinition.Feature.PARAMETERS),
        budget,
        parallelism,
        life,
        seed,
        CampaignDefinition.State.OPEN,
        action,
        Optional.empty(),
        drift);
  }

  /** The definition, then every candidate. */
  static void tell(
      CampaignDefinition definition, DiscoveryPool pool, Consumer<CampaignEvent> campaign) {
    campaign.accept(new CampaignEvent.CampaignDefined(definition));
    for (int i = 0; i < pool.size(); i++) {
      campaign.accept(new CampaignEvent.CandidateAdmitted(i, idOf(i), pool.points().get(i)));
    }
  }

  static String idOf(int candidate) {
    return "candidate-" + candidate;
  }
}
