package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.Anytime;
import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.Leading;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The best that a deadline's work finds. Gaussian processes look at all candidates with a few
 * observations, at the most promising with exact means, and judge the most promising of these with
 * the exact posterior, which nobody else gets; where the function rises with mean and deviation the
 * looks are bounds, so that the search knows when it may stop and what it may have missed. Other
 * posteriors are made of all candidates at once, and only the function is kept from them.
 */
final class HurriedPick {
  /** Observed rows that may be the incumbent, but for rounding. */
  private static final int INCUMBENTS = 3;

  private final PlanningProblem problem;
  private final PlannerMemo memo;
  private final Strategy strategy;
  private final Field field;
  private final long seed;

  private HurriedPick(PlanningProblem problem, PlannerMemo memo, Round round) {
    this.problem = problem;
    this.memo = memo;
    this.strategy = round.strategy();
    this.field = round.field();
    this.seed = round.seed();
  }

  /**
   * What was found.
   *
   * @param field the candidates that were judged, or the best of them
   * @param outlook what is believed of these
   * @param values by row of this field; negative infinity where none was judged
   * @param search how far it went
   */
  record Found(Field field, Outlook outlook, double[] values, Search search) {}

  /** Within the policy's deadline, which it must have; every objective must have been measured. */
  static Found of(PlanningProblem problem, PlannerMemo memo, Round round) {
    HurriedPick pick = new HurriedPick(problem, memo, round);
    Duration deadline = problem.policy().deadline().orElseThrow();
    Field field = round.field();
    int all = field.selectable().length;
    if (!isSparing(round.strategy())) {
      int rows = Deadline.rows(deadline, all);
      return rows == all ? pick.whole() : pick.everywhere(rows);
    }
    int known = problem.history(0).size() + problem.pending(0).size();
    return pick.within(
        Deadline.plan(
            deadline,
            all,
            field.features().columns(),
            known,
            pick.isBounded() ? INCUMBENTS : pick.observed().length,
            problem.objectives().size(),
            pick.isBounded()));
  }

  /** The same for work that was planned, of Gaussian processes. */
  static Found of(PlanningProblem problem, PlannerMemo memo, Round round, Deadline.Plan plan) {
    return new HurriedPick(problem, memo, round).within(plan);
  }

  private Found within(Deadline.Plan plan) {
    if (plan.rows() == field.selectable().length) {
      return whole();
    }
    return isBounded() ? bounded(plan) : promising(plan);
  }

  /** Whether the posterior of some candidates costs less than that of all. */
  static boolean isSparing(Strategy strategy) {
    return strategy.surrogate() == Policy.Surrogate.GAUSSIAN_PROCESS;
  }

  private Found whole() {
    Outlook outlook = Outlook.of(problem, memo, field).orElseThrow();
    double[] values = Valuation.of(problem, strategy, field, outlook, seed);
    return new Found(field, outlook, values, Search.whole(field.selectable().length));
  }

  /** The posterior of all, the function of some. */
  private Found everywhere(int rows) {
    Outlook outlook = Outlook.of(problem, memo, field).orElseThrow();
    View view = Valuation.view(problem, strategy, field, outlook);
    AcquisitionFunction function = Valuation.function(problem, strategy, field, view);
    Optional<double[]> bounds =
        isMonotone()
            ? Optional.of(
                Anytime.bounds(
                    function,
                    view,
                    new double[][] {Valuation.weighed(problem, strategy, outlook.main().settled())},
                    Seeds.stream(seed, strategy.acquisition().label())))
            : Optional.empty();
    double[] values = nothing(field);
    Anytime found =
        Anytime.select(
            Leading.order(view.selectable(), bounds.orElseGet(() -> optimistic(view)), rows + 1),
            bounds,
            rows,
            some -> judge(function, view.selecting(some), some, values));
    return new Found(field, outlook, values, search(found.evaluated(), found.gap()));
  }

  private double[] judge(AcquisitionFunction function, View view, int[] some, double[] values) {
    double[] judged = function.values(view, Seeds.stream(seed, strategy.acquisition().label()));
    for (int row : some) {
      values[row] = judged[row];
    }
    return Arrays.stream(some).mapToDouble(row -> judged[row]).toArray();
  }

  private static double[] optimistic(View view) {
    Outcome first = view.objectives().get(0);
    return view.scores(row -> first.optimistic(row, Looks.OPTIMISM));
  }

  /** Whether values rise with mean and deviation, and nothing else enters them. */
  private boolean isMonotone() {
    Goal goal = problem.goal();
    return (strategy.acquisition() == Policy.Acquisition.UPPER_CONFIDENCE_BOUND
            || strategy.acquisition() == Policy.Acquisition.EXPECTED_IMPROVEMENT
            || strategy.acquisition() == Policy.Acquisition.LOG_EXPECTED_IMPROVEMENT)
        && (goal instanceof Goal.Maximize || goal instanceof Goal.Minimize)
        && problem.objectives().stream().noneMatch(Objective::isLimited)
        && problem.failed().isEmpty()
        && problem.policy().costParameter().isEmpty();
  }

  private boolean isBounded() {
    return isMonotone() && field.priors().isEmpty();
  }

  /** By bounds that hold. */
  private Found bounded(Deadline.Plan plan) {
    Looks looks = new Looks(problem, memo, field, 0, plan.sketch());
    int[] incumbents = looks.incumbents(observed(), INCUMBENTS);
    int[] selectable = field.selectable();
    // bounds say what may be missed; where to look, what is expected says better
    int[] settled =
        plan.means() < selectable.length
            ? Leading.rows(selectable, looks.optimistic(), plan.means())
            : selectable;
    looks.settle(settled);
    double[] bounds = looks.highest(strategy, incumbents, seed);
    double[] values = nothing(field);
    Anytime found =
        Anytime.select(
            Leading.order(settled, bounds, plan.rows() + 1),
            Optional.of(bounds),
            plan.rows(),
            some -> judge(some, incumbents, values));
    double gap = Math.max(found.gap().orElseThrow(), highest(settled, bounds) - found.value());
    return told(values, incumbents, search(found.evaluated(), OptionalDouble.of(gap)));
  }

  /** Highest bound of the rows that were not settled. */
  private double highest(int[] settled, double[] bounds) {
    double highest = Double.NEGATIVE_INFINITY;
    int next = 0;
    for (int row : field.selectable()) {
      if (next < settled.length && settled[next] == row) {
        next++;
      } else {
        highest = Math.max(highest, bounds[row]);
      }
    }
    return highest;
  }

  private int[] observed() {
    return observed(problem, field);
  }

  private static int[] observed(PlanningProblem problem, Field field) {
    Set<Integer> rows = new TreeSet<>();
    problem.history().forEach(each -> rows.add(field.rowOf(each.candidate())));
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private double[] judge(int[] some, int[] incumbents, double[] values) {
    Field part = field.only(joined(some, incumbents));
    Outlook outlook = Outlook.of(problem, memo, part).orElseThrow();
    double[] judged = Valuation.of(problem, strategy, part, outlook, seed);
    int[] rows = part.part().orElseThrow().rows();
    double[] answers = new double[some.length];
    for (int i = 0; i < some.length; i++) {
      answers[i] = judged[Arrays.binarySearch(rows, some[i])];
      values[some[i]] = answers[i];
    }
    return answers;
  }

  /** The best of what was judged, with what is believed of them. */
  private Found told(double[] values, int[] incumbents, Search search) {
    int[] best = Leading.rows(field.selectable(), values, Planner.RUNNERS_UP + 1);
    Field part = field.only(joined(best, incumbents));
    Outlook outlook = Outlook.of(problem, memo, part).orElseThrow();
    return new Found(part, outlook, part.of(values), search);
  }

  /** By looks that order but bound nothing: every objective's favourites in turns. */
  private Found promising(Deadline.Plan plan) {
    int count = problem.objectives().size();
    int[][] favourites = new int[count][];
    for (int i = 0; i < count; i++) {
      Looks looks = new Looks(problem, memo, field, i, plan.sketch());
      favourites[i] = Leading.order(field.selectable(), looks.optimistic(), plan.rows());
    }
    Set<Integer> chosen = new TreeSet<>();
    for (int place = 0; chosen.size() < plan.rows(); place++) {
      for (int i = 0; i < count && chosen.size() < plan.rows(); i++) {
        chosen.add(favourites[i][place]);
      }
    }
    int[] rows = chosen.stream().mapToInt(Integer::intValue).toArray();
    Field part = field.only(joined(rows, observed()));
    Outlook outlook = Outlook.of(problem, memo, part).orElseThrow();
    double[] values = Valuation.of(problem, strategy, part, outlook, seed);
    return new Found(
        part,
        outlook,
        values,
        new Search(rows.length, field.selectable().length, OptionalDouble.empty()));
  }

  private Search search(int judged, OptionalDouble gap) {
    boolean isFinite = gap.isPresent() && Double.isFinite(gap.getAsDouble());
    return new Search(judged, field.selectable().length, isFinite ? gap : OptionalDouble.empty());
  }

  private static double[] nothing(Field field) {
    double[] values = new double[field.points().size()];
    Arrays.fill(values, Double.NEGATIVE_INFINITY);
    return values;
  }

  /** Candidates, and what was observed. */
  static Field among(PlanningProblem problem, Field field, List<Integer> candidates) {
    return field.only(
        joined(candidates.stream().mapToInt(field::rowOf).toArray(), observed(problem, field)));
  }

  private static int[] joined(int[] rows, int[] others) {
    return IntStream.concat(Arrays.stream(rows), Arrays.stream(others))
        .sorted()
        .distinct()
        .toArray();
  }
}
