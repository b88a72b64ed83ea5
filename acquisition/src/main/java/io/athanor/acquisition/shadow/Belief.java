package io.athanor.acquisition.shadow;

import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a campaign's own surrogate believes of its first objective, whatever its policy does with
 * it: the common measure of the campaign and its shadows. Nothing is awaited in it.
 */
public final class Belief {
  /** Measured candidates that compete for the best, the latest: a joint posterior has its price. */
  private static final int MEASURED = 256;

  private static final int DRAWS = 400;

  private final Outcome outcome;
  private final int[] observed;
  private final int offset;
  private final long seed;

  private Belief(Outcome outcome, int[] observed, int offset, long seed) {
    this.outcome = outcome;
    this.observed = observed;
    this.offset = offset;
    this.seed = seed;
  }

  /**
   * What a measurement is expected to give.
   *
   * @param mean in the objective's unit
   * @param deviation standard deviation, noise included, in the objective's unit
   */
  public record Expectation(double mean, double deviation) {}

  /**
   * The belief; empty before there is one, and where the first objective only limits others.
   *
   * @param memo of choices in the same campaign by the same surrogate
   */
  public static Optional<Belief> of(PlanningProblem problem, PlannerMemo memo) {
    if (problem.objectives().size() > 1 && problem.goal() instanceof Goal.Window) {
      return Optional.empty();
    }
    Policy own = problem.policy();
    Policy believing =
        new Policy(Policy.Acquisition.UPPER_CONFIDENCE_BOUND, own.surrogate(), 1, 1)
            .taughtBy(own.teachers());
    Optional<View> view =
        Planner.view(Bystander.problem(problem, believing, problem.campaignSeed()), memo);
    return view.map(
        known ->
            new Belief(
                known.objectives().get(0),
                known.observed(),
                problem.space() instanceof SearchSpace.Pool
                    ? 0
                    : known.rows() - problem.trials().size(),
                problem.campaignSeed()));
  }

  /** Of a candidate of the pool, or of a trial of a process space. */
  public Expectation at(int candidate) {
    int row = offset + candidate;
    double deviation = outcome.deviations()[row];
    return new Expectation(
        outcome.means()[row], Math.sqrt(deviation * deviation + outcome.noise() * outcome.noise()));
  }

  /**
   * Regrets of several who chose, by the same draws; empty for those who chose nothing.
   *
   * @param choices what each of them chose: candidates of the pool, or trials of a process space
   * @param widening factor of all deviations, at least 1
   */
  public List<Optional<Regret>> regrets(List<List<Integer>> choices, double widening) {
    TreeSet<Integer> wanted = new TreeSet<>();
    choices.forEach(each -> each.forEach(candidate -> wanted.add(offset + candidate)));
    int[] latest =
        Arrays.copyOfRange(observed, Math.max(0, observed.length - MEASURED), observed.length);
    Arrays.stream(latest).forEach(wanted::add);
    best().ifPresent(wanted::add);
    List<Integer> rows = List.copyOf(wanted);
    double[][] draws =
        outcome
            .requireJoint()
            .samples(
                rows.stream().mapToInt(Integer::intValue).toArray(),
                DRAWS,
                Seeds.stream(seed, "regret"));
    for (double[] draw : draws) {
      for (int place = 0; place < draw.length; place++) {
        double mean = outcome.means()[rows.get(place)];
        draw[place] = mean + widening * (draw[place] - mean);
      }
    }
    List<Integer> tried =
        Arrays.stream(observed).map(rows::indexOf).filter(at -> at >= 0).boxed().toList();
    List<Optional<Regret>> regrets = new ArrayList<>();
    for (List<Integer> each : choices) {
      List<Integer> places = each.stream().map(c -> rows.indexOf(offset + c)).toList();
      regrets.add(
          places.isEmpty()
              ? Optional.empty()
              : Optional.of(Regret.of(draws, tried, places, outcome.goal())));
    }
    return regrets;
  }

  /** The measured row with the best mean. */
  private Optional<Integer> best() {
    return Arrays.stream(observed)
        .boxed()
        .max(Comparator.<Integer>comparingDouble(outcome::merit).thenComparing(row -> -row));
  }
}
