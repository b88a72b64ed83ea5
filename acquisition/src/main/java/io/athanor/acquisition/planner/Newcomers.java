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
   * @return one value per newcomer, in order; empty where some objective was never measured
   */
  public static Optional<double[]> values(PlanningProblem problem, FeatureRows newcomers) {
    SearchSpace.Pool grown = grown(problem.space(), newcomers);
    int known = grown.points().size() - newcomers.rows();
    int all = grown.points().size();
    PlannerMemo memo = new PlannerMemo();
    Strategy strategy = comparable(Strategy.of(problem));
    memo.prepare(problem, strategy.surrogate());
    Field field =
        new Field(
            FeatureEncoder.grown(grown, known),
            grown.points(),
            IntStream.range(known, all).toArray(),
            0,
            true,
            List.of());
    long seed = Seeds.ofProposal(problem.campaignSeed(), problem.ordinal());
    return Outlook.of(problem, memo, field)
        .map(outlook -> Valuation.of(problem, strategy, field, outlook, seed))
        .map(values -> Arrays.copyOfRange(values, known, all));
  }

  private static SearchSpace.Pool grown(SearchSpace space, FeatureRows newcomers) {
    if (!(space instanceof SearchSpace.Pool pool)
        || !pool.parameters().isEmpty()
        || pool.features().columns() != newcomers.columns()) {
      throw new IllegalArgumentException(
          "problem.space must be a pool without parameters and with %d model features"
              .formatted(newcomers.columns()));
    }
    int columns = newcomers.columns();
    int known = pool.points().size();
    int all = known + newcomers.rows();
    FeatureRows.Builder rows = FeatureRows.builder(all, columns);
    for (int row = 0; row < all; row++) {
      for (int column = 0; column < columns; column++) {
        rows.add(row < known ? pool.features().at(row, column) : newcomers.at(row - known, column));
      }
    }
    List<Point> points = new ArrayList<>(pool.points());
    points.addAll(Collections.nCopies(newcomers.rows(), new Point(List.of())));
    return new SearchSpace.Pool(List.of(), points, rows.build());
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
