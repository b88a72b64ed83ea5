package io.athanor.acquisition.analysis.fork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.topology.CampaignFold.Told;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a fork tells the truth: on a measured pool a campaign is run, taken up again at some
 * point with another policy on its log alone, and that policy then really run from there on the
 * pool.
 *
 * @param pool the pool
 * @param logged policy of the campaign
 * @param other policy of the fork, as in a definition
 * @param experiments of the campaign
 * @param ordinal of the proposal from which on the other policy decides
 * @param seeds worlds
 */
public record ForkTrial(
    DiscoveryPool pool, Policy logged, ObjectNode other, int experiments, int ordinal, int seeds) {
  /** Checks the numbers. */
  public ForkTrial {
    if (ordinal < 0 || ordinal >= experiments || experiments > pool.size()) {
      throw new IllegalArgumentException(
          "ordinal %d of %d experiments on %d candidates"
              .formatted(ordinal, experiments, pool.size()));
    }
  }

  /**
   * What came out.
   *
   * @param said regret of the fork less that of the campaign, as the fork expects it
   * @param lower end of its interval
   * @param upper end of its interval
   * @param really that difference when the policy is really run
   * @param scale standard deviation of the pool's outcomes, for comparing pools
   */
  public record Verdict(double said, double lower, double upper, double really, double scale) {
    /** Whether the interval has it, to rounding. */
    public boolean isInside() {
      return lower - slack() <= really && really <= upper + slack();
    }

    /** Whether the interval is more than a single value, to rounding. */
    public boolean isOpen() {
      return upper - lower > slack();
    }

    private double slack() {
      return 1e-9 * scale;
    }
  }

  /** Runs all three. */
  public Verdict run(long seed) throws AnalysisException {
    CampaignDefinition definition = definition(seed);
    PoolHistory history = new PoolHistory(definition, pool.points(), pool.values());
    Rerun.Result campaign = history.run(experiments);
    List<Told> journal = history.journal(campaign);
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.putObject("at").put("ordinal", ordinal);
    request.set("policy", other);
    request.put("mode", "oracle");
    request.put("seeds", seeds);
    JsonNode document =
        ForkAnalysis.answer(
            definition.campaignId(), PoolHistory.GRACE, journal, ForkRequest.read(request));
    JsonNode difference = document.get("regretDifference");
    Rerun.Plan plan =
        new Rerun.Plan(
            journal,
            ForkPoint.of(request.get("at"), journal).events(),
            Change.policy(other, definition)::of,
            PoolHistory.GRACE,
            experiments,
            Set.of());
    Rerun.Result really =
        new Rerun(plan, new Laboratory(definition, history.outcomes(), List.of())).run();
    return new Verdict(
        difference.get("mean").asDouble(),
        difference.get("lower").asDouble(),
        difference.get("upper").asDouble(),
        merit(campaign) - merit(really),
        pool.deviation());
  }

  private double merit(Rerun.Result run) {
    Optional<Double> best = run.curve().get(run.curve().size() - 1);
    return goal().merit(best.orElseThrow());
  }

  private Goal goal() {
    return pool.maximize() ? new Goal.Maximize() : new Goal.Minimize();
  }

  private CampaignDefinition definition(long seed) {
    return new CampaignDefinition(
        "fork-trial",
        List.of(new CampaignDefinition.Wanted(pool.objective(), "1", Objective.of(goal()))),
        new CampaignDefinition.DeclaredPool(pool.size(), pool.parameters()),
        logged,
        Stopping.never(),
        Set.of(CampaignDefinition.Feature.PARAMETERS),
        experiments,
        1,
        Duration.ofDays(1),
        seed,
        CampaignDefinition.State.OPEN);
  }
}
