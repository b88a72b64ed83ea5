package io.athanor.acquisition.bench;

import io.athanor.acquisition.campaign.ActionTerms;
import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.DriftTerms;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.acquisition.drift.DriftAlarm;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.shadow.Belief;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A campaign of the engine over a measured pool whose readings are partly wrong.
 *
 * @param searched how far the best candidate measured lies from the best of the pool, both by their
 *     true values, in standard deviations of the pool
 * @param recommended the same of the candidate that the posterior holds for the best measured one
 * @param alarms alarms raised
 * @param named whether an alarm named the lying instrument
 * @param slandered whether one named another
 */
public record PoisonedRun(
    double searched, double recommended, int alarms, boolean named, boolean slandered) {
  private static final Duration LIFE = Duration.ofDays(10_000);
  private static final Instant NOW = Instant.EPOCH;
  private static final int INSTRUMENTS = 3;
  private static final String LIAR = "instrument 1";
  private static final double NOISE = 0.1;
  private static final double OFFSET = 1.5;
  private static final double OUTLIERS = 0.05;
  private static final double GROSS = 5;

  /**
   * What is wrong. Sizes are in standard deviations of the pool; all readings have noise of 0.1.
   */
  public enum Poison {
    /** Nothing. */
    CLEAN,
    /** One reading in twenty is off by 5 to 10, either way. */
    OUTLIERS,
    /** One of three instruments reads 1.5 too well from a third of the budget on. */
    OFFSET,
    /** One of three instruments gives any value of the pool from a third of the budget on. */
    RANDOM
  }

  /**
   * How the campaign is led.
   *
   * @param name for people
   * @param surrogate its model
   * @param drift its terms
   */
  public record Arm(String name, Policy.Surrogate surrogate, Optional<DriftTerms> drift) {}

  /** Runs one. */
  public static PoisonedRun of(DiscoveryPool pool, Poison poison, Arm arm, int budget, long seed) {
    return new Run(pool, poison, arm, budget, seed).run();
  }

  /** The state of a run. */
  private static final class Run {
    private final Campaign campaign = new Campaign(LIFE);
    private final DiscoveryPool pool;
    private final Poison poison;
    private final int budget;
    private final SplittableRandom noise;
    private final List<DriftAlarm> alarms = new ArrayList<>();

    Run(DiscoveryPool pool, Poison poison, Arm arm, int budget, long seed) {
      this.pool = pool;
      this.poison = poison;
      this.budget = budget;
      this.noise = Seeds.stream(seed, "poison");
      Policy policy = new Policy(Policy.Acquisition.AUTO, arm.surrogate(), 1, 2);
      PoolDefinition.tell(
          PoolDefinition.of(pool, policy, budget, 1, LIFE, seed, ActionTerms.OPEN, arm.drift()),
          pool,
          this::tell);
    }

    PoisonedRun run() {
      List<Integer> measured = new ArrayList<>();
      for (int i = 0; i < budget; i++) {
        Optional<Decision.Propose> next =
            campaign.decide(NOW).stream()
                .filter(Decision.Propose.class::isInstance)
                .map(Decision.Propose.class::cast)
                .findFirst();
        if (next.isEmpty()) {
          break;
        }
        measured.add(next.get().candidate());
        measure(next.get());
      }
      double sign = pool.maximize() ? 1 : -1;
      double best = pool.values().stream().mapToDouble(v -> sign * v).max().orElseThrow();
      double found =
          measured.stream().mapToDouble(c -> sign * pool.values().get(c)).max().orElseThrow();
      double held = sign * pool.values().get(recommended(sign));
      double scale = pool.deviation();
      return new PoisonedRun(
          (best - found) / scale,
          (best - held) / scale,
          alarms.size(),
          alarms.stream().anyMatch(each -> each.subject().filter(LIAR::equals).isPresent()),
          alarms.stream()
              .anyMatch(each -> each.subject().filter(s -> !s.equals(LIAR)).isPresent()));
    }

    private int recommended(double sign) {
      PlanningProblem problem = campaign.problem().orElseThrow();
      Belief belief = Belief.of(problem, new PlannerMemo()).orElseThrow();
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (Measurement each : problem.history()) {
        double mean = sign * belief.at(each.candidate()).mean();
        if (mean > most) {
          most = mean;
          best = each.candidate();
        }
      }
      return best;
    }

    private void measure(Decision.Propose proposal) {
      tell(
          new CampaignEvent.ExperimentProposed(
              proposal.experimentId(),
              proposal.ordinal(),
              proposal.candidate(),
              PoolDefinition.idOf(proposal.candidate()),
              proposal.choice().point(),
              Terms.open(NOW.plus(LIFE)),
              proposal.interval(),
              Optional.empty(),
              proposal.followsUp()));
      String instrument = "instrument " + noise.nextInt(INSTRUMENTS);
      tell(
          new CampaignEvent.ObservationReceived(
              proposal.experimentId(),
              pool.objective(),
              PoolDefinition.idOf(proposal.candidate()),
              Optional.of(proposal.experimentId()),
              reading(proposal, instrument),
              "1",
              0,
              Optional.of(instrument)));
    }

    private double reading(Decision.Propose proposal, String instrument) {
      double scale = pool.deviation();
      double value = pool.values().get(proposal.candidate()) + NOISE * scale * noise.nextGaussian();
      boolean lies = instrument.equals(LIAR) && proposal.ordinal() >= budget / 3;
      double draw = noise.nextDouble();
      double other = noise.nextDouble();
      return switch (poison) {
        case CLEAN -> value;
        case OUTLIERS ->
            draw < OUTLIERS
                ? value + (draw < OUTLIERS / 2 ? 1 : -1) * GROSS * (1 + other) * scale
                : value;
        case OFFSET -> lies ? value + (pool.maximize() ? 1 : -1) * OFFSET * scale : value;
        case RANDOM -> lies ? pool.values().get((int) (other * pool.size())) : value;
      };
    }

    private void tell(CampaignEvent event) {
      if (!(campaign.apply(event) instanceof Outcome.Accepted accepted)) {
        throw new IllegalStateException("the campaign does not take " + event);
      }
      alarms.addAll(accepted.alarms());
    }
  }
}
