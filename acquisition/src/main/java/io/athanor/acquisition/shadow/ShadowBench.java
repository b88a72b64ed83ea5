package io.athanor.acquisition.shadow;

import io.athanor.acquisition.analysis.fork.Spread;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Surrogate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How right the judgement of shadow policies is: campaigns that explore are logged on measured
 * pools, shadows are judged by the log alone, and then held against what their choices really give
 * and against campaigns of their own.
 *
 * @param experiments in a campaign
 * @param runs campaigns, with seeds 1..runs
 * @param exploration of the campaign that is logged, in (0, 1)
 * @param worlds drawn from the log to foresee a shadow's own campaign; 0: none are foreseen
 */
public record ShadowBench(int experiments, int runs, double exploration, int worlds) {
  /** Fewer worlds have no spread to speak of. */
  private static final int FEWEST_WORLDS = 3;

  /** Checks the numbers. */
  public ShadowBench {
    if (experiments < 1 || runs < 1) {
      throw new IllegalArgumentException(
          "experiments and runs must be positive, were %d and %d".formatted(experiments, runs));
    }
    if (!(exploration > 0) || exploration >= 1) {
      throw new IllegalArgumentException("exploration must be in (0, 1), was " + exploration);
    }
    if (worlds != 0 && worlds < FEWEST_WORLDS) {
      throw new IllegalArgumentException("worlds must be 0 or at least 3, was " + worlds);
    }
  }

  /** The shadows by name. */
  public static Map<String, Policy> shadows() {
    Map<String, Policy> shadows = new TreeMap<>();
    shadows.put("greedy", Policy.standard());
    shadows.put("log-ei", named(Acquisition.LOG_EXPECTED_IMPROVEMENT));
    shadows.put("thompson", named(Acquisition.THOMPSON_SAMPLING));
    shadows.put("random", named(Acquisition.RANDOM));
    return shadows;
  }

  private static Policy named(Acquisition acquisition) {
    return new Policy(acquisition, Surrogate.AUTO, 1, 2);
  }

  /**
   * Intervals against the truth.
   *
   * @param covered intervals that had the truth
   * @param tested intervals
   * @param halfWidth mean half-width, in standard deviations of the pool
   * @param bias mean of estimate minus truth, in standard deviations of the pool
   */
  public record Coverage(int covered, int tested, double halfWidth, double bias) {}

  /**
   * Of one shadow on one pool.
   *
   * @param shadow its name
   * @param agreement share of decisions in which it chose what the campaign chose
   * @param estimate doubly robust, against what its choices really give
   * @param inversePropensity root mean squared error by inverse propensities alone, in standard
   *     deviations of the pool
   * @param doublyRobust the same, doubly robust
   * @param regret hypothetical regret, against the real one
   * @param ownMean mean outcome of a campaign of its own, as foreseen, against the real one
   * @param ownBest the best of that campaign, likewise
   * @param estimateOfOwn the doubly robust interval against the mean outcome of its own campaign,
   *     which it does not claim to cover: other histories
   */
  public record Result(
      String shadow,
      double agreement,
      Coverage estimate,
      double inversePropensity,
      double doublyRobust,
      Coverage regret,
      Coverage ownMean,
      Coverage ownBest,
      Coverage estimateOfOwn) {}

  /** All shadows on one pool. */
  public List<Result> on(DiscoveryPool pool) {
    int length = Math.min(experiments, pool.size() / 2);
    double unit = pool.deviation();
    Map<String, Policy> shadows = shadows();
    Map<String, Tally> tallies = new TreeMap<>();
    shadows.keySet().forEach(name -> tallies.put(name, new Tally(unit)));
    for (int seed = 1; seed <= runs; seed++) {
      ShadowTrial trial = new ShadowTrial(pool, length, seed);
      ShadowTrial.Log log = trial.log(Policy.standard().exploring(exploration), shadows);
      shadows.forEach((name, policy) -> judge(trial, log, name, policy, tallies.get(name)));
    }
    List<Result> results = new ArrayList<>();
    tallies.forEach((name, tally) -> results.add(tally.result(name)));
    return results;
  }

  private void judge(
      ShadowTrial trial, ShadowTrial.Log log, String name, Policy policy, Tally tally) {
    List<Witnessed> seen = log.seen().get(name);
    Scores.Score score = log.scores().get(name);
    OffPolicy.Estimate estimate = score.estimate().orElseThrow();
    double worth = trial.worth(seen);
    tally.agreed.add(seen.stream().filter(Witnessed::agreed).count() / (double) seen.size());
    tally.estimate.add(estimate.lower(), estimate.upper(), estimate.doublyRobust(), worth);
    tally.inverse.add(estimate.inversePropensity() - worth);
    tally.robust.add(estimate.doublyRobust() - worth);
    Regret regret = score.regret().orElseThrow();
    tally.regret.add(
        regret.lower(), regret.upper(), regret.mean(), trial.regret(seen, log.history()));
    if (worlds > 0 && policy.acquisition() != Acquisition.THOMPSON_SAMPLING) {
      ShadowTrial.Run real = trial.real(policy);
      List<ShadowTrial.Run> foreseen = trial.foreseen(policy, log.history(), worlds);
      add(tally.ownMean, foreseen.stream().map(ShadowTrial.Run::mean).toList(), real.mean());
      add(tally.ownBest, foreseen.stream().map(ShadowTrial.Run::best).toList(), real.best());
      tally.estimateOfOwn.add(
          estimate.lower(), estimate.upper(), estimate.doublyRobust(), real.mean());
    }
  }

  /** Where one more draw of the same kind lies, against the truth. */
  private static void add(Tally.Intervals intervals, List<Double> draws, double truth) {
    Spread spread = Spread.of(draws.stream().mapToDouble(Double::doubleValue).toArray());
    intervals.add(spread.lower(), spread.upper(), spread.mean(), truth);
  }

  /** Sums over runs. */
  private static final class Tally {
    private final double unit;
    private final List<Double> agreed = new ArrayList<>();
    private final List<Double> inverse = new ArrayList<>();
    private final List<Double> robust = new ArrayList<>();
    private final Intervals estimate = new Intervals();
    private final Intervals regret = new Intervals();
    private final Intervals ownMean = new Intervals();
    private final Intervals ownBest = new Intervals();
    private final Intervals estimateOfOwn = new Intervals();

    Tally(double unit) {
      this.unit = unit;
    }

    /** Intervals of one kind. */
    private static final class Intervals {
      private int covered;
      private int tested;
      private double width;
      private double error;

      void add(double lower, double upper, double value, double truth) {
        // a best that was measured is known to the last digit: not to fail by rounding
        double slack = 1e-9 * Math.max(1, Math.abs(truth));
        covered += lower - slack <= truth && truth <= upper + slack ? 1 : 0;
        tested++;
        width += (upper - lower) / 2;
        error += value - truth;
      }

      Coverage in(double unit) {
        int n = Math.max(1, tested);
        return new Coverage(covered, tested, width / n / unit, error / n / unit);
      }
    }

    Result result(String name) {
      return new Result(
          name,
          agreed.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
          estimate.in(unit),
          rootMeanSquare(inverse) / unit,
          rootMeanSquare(robust) / unit,
          regret.in(unit),
          ownMean.in(unit),
          ownBest.in(unit),
          estimateOfOwn.in(unit));
    }

    private static double rootMeanSquare(List<Double> errors) {
      return Math.sqrt(errors.stream().mapToDouble(each -> each * each).average().orElseThrow());
    }
  }
}
