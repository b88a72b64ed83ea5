package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignDefinition.Wanted;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.planner.Fidelities;
import io.athanor.acquisition.planner.FidelityPick;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.materials.space.Parameter;
import io.athanor.schemas.lifecycle.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Campaigns over a random pool whose objective can be had from two sources. */
final class TwoSources {
  static final double CHEAP_COST = 1;
  static final double TARGET_COST = 10;
  static final Fidelities LEVELS =
      new Fidelities(
          List.of(
              new Fidelities.Level("model", CHEAP_COST, List.of(), List.of("solver")),
              new Fidelities.Level("device", TARGET_COST, List.of("bench-1"), List.of())));

  private static final int POOL = 300;

  /** A function of the unit cube at two fidelities, to be maximised. */
  record Function(
      String name, int dimension, ToDoubleFunction<Point> cheap, ToDoubleFunction<Point> target) {}

  /**
   * What it took.
   *
   * @param cost spent until one of the best 1 % was measured at the target
   * @param found whether it was
   * @param cheaply experiments at the cheap level
   * @param dearly experiments at the target
   */
  record Taken(double cost, boolean found, int cheaply, int dearly) {}

  private TwoSources() {}

  /** The two-fidelity Currin exponential function (Xiong, Qian and Wu 2013). */
  static Function currin() {
    return new Function(
        "currin",
        2,
        p -> {
          double x = x(p, 0);
          double y = x(p, 1);
          double low = Math.max(0, y - 0.05);
          return (currin(x + 0.05, y + 0.05)
                  + currin(x + 0.05, low)
                  + currin(x - 0.05, y + 0.05)
                  + currin(x - 0.05, low))
              / 4;
        },
        p -> currin(x(p, 0), x(p, 1)));
  }

  private static double currin(double x, double y) {
    double first = y == 0 ? 1 : 1 - StrictMath.exp(-1 / (2 * y));
    return first
        * (2300 * x * x * x + 1900 * x * x + 2092 * x + 60)
        / (100 * x * x * x + 500 * x * x + 4 * x + 20);
  }

  /** Forrester's one-dimensional pair (Forrester, Sobester and Keane 2007), turned to be raised. */
  static Function forrester() {
    return new Function(
        "forrester",
        1,
        p -> -(0.5 * forrester(x(p, 0)) + 10 * (x(p, 0) - 0.5) - 5),
        p -> -forrester(x(p, 0)));
  }

  private static double forrester(double x) {
    return (6 * x - 2) * (6 * x - 2) * StrictMath.sin(12 * x - 4);
  }

  /** Branin's function and a shifted, tilted one of it (Perdikaris et al. 2017, two levels). */
  static Function branin() {
    return new Function(
        "branin",
        2,
        p -> {
          double x = 15 * x(p, 0) - 5;
          double y = 15 * x(p, 1);
          return -(10 * Math.sqrt(branin(x - 2, y - 2)) + 2 * (x - 0.5) - 3 * (3 * y - 1) - 1);
        },
        p -> -branin(15 * x(p, 0) - 5, 15 * x(p, 1)));
  }

  private static double branin(double x, double y) {
    double valley = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return valley * valley + 10 * (1 - 1 / (8 * Math.PI)) * StrictMath.cos(x) + 10;
  }

  /** Park's four-dimensional function and its cheap form (Xiong, Qian and Wu 2013). */
  static Function park() {
    return new Function(
        "park",
        4,
        p ->
            (1 + StrictMath.sin(x(p, 0)) / 10) * park(p)
                - 2 * x(p, 0)
                + x(p, 1) * x(p, 1)
                + x(p, 2) * x(p, 2)
                + 0.5,
        TwoSources::park);
  }

  private static double park(Point p) {
    double a = Math.max(x(p, 0), 1e-3);
    double b = x(p, 1);
    double d = x(p, 3);
    double root = Math.sqrt(1 + (b + x(p, 2) * x(p, 2)) * d / (a * a));
    return a / 2 * (root - 1) + (a + 3 * d) * StrictMath.exp(1 + StrictMath.sin(x(p, 2)));
  }

  /** A cheap source that has nothing to do with the target. */
  static Function deceived(Function function) {
    return new Function(
        function.name() + ", deceived",
        function.dimension(),
        p -> StrictMath.sin(40 * x(p, 0)) - x(p, function.dimension() - 1),
        function.target());
  }

  private static double x(Point point, int i) {
    return point.coordinates().get(i);
  }

  static CampaignDefinition definition(
      int dimension, int pool, int budget, int parallelism, long seed, Fidelities levels) {
    return new CampaignDefinition(
        "campaign-1",
        List.of(new Wanted("yield", "1", Objective.of(new Goal.Maximize()))),
        new CampaignDefinition.DeclaredPool(pool, axes(dimension)),
        Policy.standard().measuring(levels),
        Stopping.never(),
        Set.of(Feature.PARAMETERS),
        budget,
        parallelism,
        Campaigns.PROPOSAL,
        seed,
        CampaignDefinition.State.OPEN);
  }

  static List<Parameter> axes(int dimension) {
    return IntStream.range(0, dimension)
        .<Parameter>mapToObj(i -> new Parameter.Continuous("x" + i, 0, 1))
        .toList();
  }

  private static List<Point> pool(int dimension) {
    SplittableRandom random = new SplittableRandom(POOL);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      List<Double> coordinates = new ArrayList<>();
      for (int d = 0; d < dimension; d++) {
        coordinates.add(random.nextDouble());
      }
      points.add(new Point(coordinates));
    }
    return points;
  }

  /** Runs one until it found what it looks for, or its money is spent. */
  static Taken run(Function function, int budget, long seed, Fidelities levels) {
    List<Point> points = pool(function.dimension());
    Campaign campaign = new Campaign(Campaigns.GRACE);
    boolean two = !levels.isEmpty();
    campaign.apply(
        new CampaignEvent.CampaignDefined(
            definition(
                function.dimension(),
                POOL,
                two ? budget : (int) (budget / TARGET_COST),
                1,
                seed,
                levels)));
    for (int i = 0; i < POOL; i++) {
      campaign.apply(new CandidateAdmitted(i, "c-" + i, points.get(i)));
    }
    double threshold =
        points.stream()
            .map(function.target()::applyAsDouble)
            .sorted(Comparator.reverseOrder())
            .toList()
            .get(POOL / 100 - 1);
    double cost = 0;
    int cheaply = 0;
    int dearly = 0;
    while (true) {
      List<Decision.Propose> proposals = proposals(campaign);
      if (proposals.isEmpty()) {
        return new Taken(cost, false, cheaply, dearly);
      }
      Decision.Propose proposal = proposals.get(0);
      campaign.apply(fedBack(proposal));
      boolean cheap = proposal.choice().isCheap();
      Point point = points.get(proposal.candidate());
      double value = (cheap ? function.cheap() : function.target()).applyAsDouble(point);
      cost += cheap ? CHEAP_COST : TARGET_COST;
      cheaply += cheap ? 1 : 0;
      dearly += cheap ? 0 : 1;
      campaign.apply(observation(proposal, value));
      if (!cheap && value >= threshold) {
        return new Taken(cost, true, cheaply, dearly);
      }
    }
  }

  static List<Decision.Propose> proposals(Campaign campaign) {
    return campaign.decide(Campaigns.START).stream()
        .filter(Decision.Propose.class::isInstance)
        .map(Decision.Propose.class::cast)
        .toList();
  }

  static CampaignEvent.ExperimentProposed fedBack(Decision.Propose proposal) {
    return new CampaignEvent.ExperimentProposed(
        proposal.experimentId(),
        proposal.ordinal(),
        proposal.candidate(),
        proposal.candidateId().orElse("c-new"),
        proposal.choice().point(),
        Terms.open(proposal.expiresAt()),
        proposal.interval(),
        proposal.approval(),
        proposal.followsUp(),
        proposal.choice().fidelity().map(FidelityPick::name));
  }

  static ObservationReceived observation(Decision.Propose proposal, double value) {
    return new ObservationReceived(
        "reading-" + proposal.ordinal(),
        "yield",
        proposal.candidateId().orElse("c-new"),
        Optional.of(proposal.experimentId()),
        value,
        "1");
  }
}
