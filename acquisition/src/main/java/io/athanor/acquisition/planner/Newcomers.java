package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureRows;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What candidates outside a campaign's pool are worth to it: the campaign's acquisition function
 * under its posterior. Features are scaled as the pool's own are, so that a newcomer's value does
 * not depend on who else is asked about.
 */
public final class Newcomers {
  /** Functions whose value at one candidate depends on the others, or that only explore. */
  private static final Set<Acquisition> RELATIVE =
      Set.of(
          Acquisition.THOMPSON_SAMPLING,
          Acquisition.PROBABILITY_OF_OPTIMALITY,
          Acquisition.KNOWLEDGE_GRADIENT,
          Acquisition.MAX_VALUE_ENTROPY,
          Acquisition.MAX_VARIANCE,
          Acquisition.INTEGRATED_VARIANCE,
          Acquisition.RANDOM);

  private Newcomers() {}

  /**
   * Values of newcomers, the greater the better. A function that compares candidates with one
   * another, or only explores, is replaced by the logarithm of expected improvement.
   *
   * @param problem over a pool whose candidates have model features and no parameters
   * @param newcomers model features of others, as many columns as the pool's
   * @param likelihood log probability that each keeps what is required besides the objectives; zero
   *     where nothing is
   * @return one value per newcomer, in order; empty where some objective was never measured
   */
  public static Optional<double[]> values(
      PlanningProblem problem, FeatureRows newcomers, double[] likelihood) {
    if (likelihood.length != newcomers.rows()) {
      throw new IllegalArgumentException(
          "likelihood must have %d entries, has %d".formatted(newcomers.rows(), likelihood.length));
    }
    SearchSpace.Pool pool = pool(problem.space(), newcomers.columns());
    int known = pool.points().size();
    int all = known + newcomers.rows();
    List<Point> points = new ArrayList<>(pool.points());
    List<Point> further = Collections.nCopies(newcomers.rows(), new Point(List.of()));
    points.addAll(further);
    PlannerMemo memo = new PlannerMemo();
    Strategy strategy = comparable(Strategy.of(problem));
    memo.prepare(problem, strategy.surrogate());
    Field field =
        new Field(
            FeatureEncoder.pool(pool, further, rows(newcomers)),
            points,
            IntStream.range(known, all).toArray(),
            0,
            true,
            List.of());
    long seed = Seeds.ofProposal(problem.campaignSeed(), problem.ordinal());
    return Outlook.of(problem, memo, field)
        .map(outlook -> required(outlook, known, likelihood))
        .map(outlook -> Valuation.of(problem, strategy, field, outlook, seed))
        .map(values -> Arrays.copyOfRange(values, known, all));
  }

  /** What is believed, with what else is required of the newcomers. */
  private static Outlook required(Outlook outlook, int known, double[] likelihood) {
    if (Arrays.stream(likelihood).allMatch(each -> each == 0)) {
      return outlook;
    }
    double[] log =
        outlook.feasibility().map(double[]::clone).orElse(new double[known + likelihood.length]);
    for (int i = 0; i < likelihood.length; i++) {
      log[known + i] += likelihood[i];
    }
    return new Outlook(
        outlook.objectives(),
        outlook.beliefs(),
        outlook.observed(),
        outlook.inside(),
        Optional.of(log));
  }

  private static SearchSpace.Pool pool(SearchSpace space, int columns) {
    if (space instanceof SearchSpace.Pool pool
        && pool.parameters().isEmpty()
        && pool.features().columns() == columns) {
      return pool;
    }
    throw new IllegalArgumentException(
        "problem.space must be a pool without parameters and with %d model features"
            .formatted(columns));
  }

  private static List<List<Double>> rows(FeatureRows table) {
    List<List<Double>> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      List<Double> values = new ArrayList<>();
      for (int column = 0; column < table.columns(); column++) {
        values.add(table.at(row, column));
      }
      rows.add(values);
    }
    return rows;
  }

  private static Strategy comparable(Strategy strategy) {
    return RELATIVE.contains(strategy.acquisition())
        ? new Strategy(
            Acquisition.LOG_EXPECTED_IMPROVEMENT,
            strategy.surrogate(),
            strategy.startPoints(),
            strategy.reason())
        : strategy;
  }
}
