package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.numeric.Ranges;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.posterior.TransferModel;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.ProcessCandidates;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Candidates of one decision by row: the pool itself, or points drawn from a process space followed
 * by those tried before. Nobody writes to the array after construction.
 *
 * @param features by row
 * @param points by row
 * @param selectable rows that may be chosen, ascending
 * @param firstTrial row of the first point tried before; 0 for a pool
 * @param pool whether rows are pool indices
 * @param priors past campaigns, their settings encoded like the rows
 * @param part where it is some rows of another field; empty where it is all there is
 */
record Field(
    FeatureMatrix features,
    List<Point> points,
    int[] selectable,
    int firstTrial,
    boolean pool,
    List<TransferModel.Campaign> priors,
    Optional<Part> part) {
  private static final int INCUMBENTS = 3;

  /**
   * Whose rows they are.
   *
   * @param whole the other field, itself no part
   * @param rows of it, ascending
   */
  record Part(Field whole, int[] rows) {}

  /** With all rows. */
  Field(
      FeatureMatrix features,
      List<Point> points,
      int[] selectable,
      int firstTrial,
      boolean pool,
      List<TransferModel.Campaign> priors) {
    this(features, points, selectable, firstTrial, pool, priors, Optional.empty());
  }

  static Field of(PlanningProblem problem, PlannerMemo memo, long seed) {
    if (problem.space() instanceof SearchSpace.Pool pool) {
      return new Field(
          memo.features(pool),
          pool.points(),
          selectable(pool.points().size(), problem.unavailable()),
          0,
          true,
          memo.priors(problem, pool));
    }
    SearchSpace.Process space = (SearchSpace.Process) problem.space();
    List<Point> incumbents =
        Stream.of(problem.history(0), problem.cheap().history())
            .flatMap(each -> best(problem, each))
            .distinct()
            .toList();
    Set<Point> tried = new HashSet<>(problem.trials());
    List<Point> points = new ArrayList<>();
    for (Point point :
        ProcessCandidates.draw(space, incumbents, Seeds.stream(seed, "candidates"))) {
      if (!tried.contains(point)) {
        points.add(point);
      }
    }
    int firstTrial = points.size();
    int[] selectable =
        IntStream.concat(
                IntStream.range(0, firstTrial),
                FidelityLevels.promotable(problem).map(trial -> firstTrial + trial))
            .toArray();
    points.addAll(problem.trials());
    List<Point> all = new ArrayList<>(points);
    problem.policy().teachers().campaigns().forEach(prior -> all.addAll(prior.points()));
    FeatureMatrix encoded = FeatureEncoder.process(space, all);
    return new Field(
        rows(encoded, 0, points.size()),
        points,
        selectable,
        firstTrial,
        false,
        priors(problem, encoded, points.size()));
  }

  private static int[] selectable(int rows, Set<Integer> unavailable) {
    int[] taken =
        unavailable.stream()
            .mapToInt(row -> row)
            .filter(row -> row >= 0 && row < rows)
            .sorted()
            .toArray();
    int[] selectable = new int[rows - taken.length];
    Ranges.forEach(selectable.length, (from, to) -> fill(selectable, taken, from, to));
    return selectable;
  }

  /** Places [from, to) of the rows that are not taken, these being ascending and distinct. */
  private static void fill(int[] selectable, int[] taken, int from, int to) {
    int skipped = 0;
    int i = from;
    while (i < to) {
      while (skipped < taken.length && taken[skipped] - skipped <= i) {
        skipped++;
      }
      int end = skipped < taken.length ? Math.min(to, taken[skipped] - skipped) : to;
      for (; i < end; i++) {
        selectable[i] = i + skipped;
      }
    }
  }

  private static Stream<Point> best(PlanningProblem problem, List<Measurement> history) {
    return history.stream()
        .sorted(Comparator.comparingDouble((Measurement m) -> -problem.goal().merit(m.value())))
        .map(m -> problem.trials().get(m.candidate()))
        .distinct()
        .limit(INCUMBENTS);
  }

  /** Past campaigns, whose settings stand one after the other behind the first rows. */
  static List<TransferModel.Campaign> priors(
      PlanningProblem problem, FeatureMatrix encoded, int first) {
    List<TransferModel.Campaign> priors = new ArrayList<>();
    int next = first;
    for (PriorCampaign prior : problem.policy().teachers().campaigns()) {
      double[] values = prior.values().stream().mapToDouble(Double::doubleValue).toArray();
      priors.add(new TransferModel.Campaign(rows(encoded, next, next + values.length), values));
      next += values.length;
    }
    return priors;
  }

  private static FeatureMatrix rows(FeatureMatrix encoded, int from, int to) {
    return from == 0 && to == encoded.rows()
        ? encoded
        : encoded.select(IntStream.range(from, to).boxed().toList());
  }

  /** Some of its rows, each once and ascending. */
  Field only(int[] rows) {
    return new Field(
        features.select(Arrays.stream(rows).boxed().toList()),
        Arrays.stream(rows).mapToObj(points::get).toList(),
        IntStream.range(0, rows.length)
            .filter(i -> Arrays.binarySearch(selectable, rows[i]) >= 0)
            .toArray(),
        firstTrial,
        pool,
        priors,
        Optional.of(new Part(this, rows)));
  }

  /** The best rows alone: the choice and its runners-up. */
  Field best(double[] values) {
    return only(
        best(values, Planner.RUNNERS_UP + 1).stream().mapToInt(row -> row).sorted().toArray());
  }

  /** Of values by row of the whole, those of the rows of this part. */
  double[] of(double[] values) {
    return part.map(each -> Arrays.stream(each.rows()).mapToDouble(row -> values[row]).toArray())
        .orElse(values);
  }

  /** The field that this is a part of, or itself. */
  Field whole() {
    return part.map(Part::whole).orElse(this);
  }

  /** Row of a candidate; negative where it is not in this part. */
  int rowOf(int candidate) {
    int row = pool ? candidate : firstTrial + candidate;
    return part.map(each -> Arrays.binarySearch(each.rows(), row)).orElse(row);
  }

  /**
   * Where a choice stands.
   *
   * @throws IllegalArgumentException if it is none of the rows
   */
  int rowOf(Choice choice) {
    int row = choice.candidate().orElseGet(() -> points.indexOf(choice.point()));
    if (row < 0 || row >= points.size()) {
      throw new IllegalArgumentException("choice is none of the candidates of this problem");
    }
    return row;
  }

  OptionalInt candidate(int row) {
    return pool
        ? OptionalInt.of(part.map(each -> each.rows()[row]).orElse(row))
        : OptionalInt.empty();
  }

  /** The selectable rows with the highest values, best first; ties to the lower row. */
  List<Integer> best(double[] values, int count) {
    List<Integer> best = new ArrayList<>(count + 1);
    Ranges.map(selectable.length, (from, to) -> best(values, count, from, to))
        .forEach(part -> part.forEach(row -> insert(best, row, values, count)));
    return best;
  }

  private List<Integer> best(double[] values, int count, int from, int to) {
    List<Integer> best = new ArrayList<>(count + 1);
    double least = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      int row = selectable[i];
      if (best.size() < count || values[row] > least) {
        insert(best, row, values, count);
        least = best.isEmpty() ? least : values[best.get(best.size() - 1)];
      }
    }
    return best;
  }

  private static void insert(List<Integer> best, int row, double[] values, int count) {
    int place = best.size();
    while (place > 0 && values[row] > values[best.get(place - 1)]) {
      place--;
    }
    if (place < count) {
      best.add(place, row);
      if (best.size() > count) {
        best.remove(count);
      }
    }
  }
}
