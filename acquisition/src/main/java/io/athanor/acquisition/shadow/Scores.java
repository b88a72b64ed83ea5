package io.athanor.acquisition.shadow;

import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.space.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How shadows stand: a function of what is known now and of what everybody chose. Regrets are of
 * the latest {@value #WINDOW} decisions that a shadow has seen, as a joint posterior over more
 * would cost the cube of their number; estimates are of all.
 */
public final class Scores {
  static final int WINDOW = 256;

  /** What the intervals of estimates claim to cover. */
  public static final double LEVEL = 0.95;

  private Scores() {}

  /**
   * Of one shadow.
   *
   * @param regret of its choices; empty before there is a posterior
   * @param ownRegret of what the campaign chose in the same decisions
   * @param estimate what its choices would have given; empty unless odds are known of more than
   *     half of the decisions that have an outcome: a random start alone says nothing of what
   *     follows
   */
  public record Score(
      Optional<Regret> regret, Optional<Regret> ownRegret, Optional<OffPolicy.Estimate> estimate) {}

  /**
   * Scores by the shadow's name.
   *
   * @param now the campaign's problem with everything known
   * @param own what the campaign chose, by ordinal
   * @param shadows what each shadow chose, oldest first
   * @param memo of choices in the same campaign by the same surrogate
   */
  public static Map<String, Score> of(
      PlanningProblem now,
      Map<Integer, Witnessed> own,
      Map<String, List<Witnessed>> shadows,
      PlannerMemo memo) {
    List<Point> trials = new ArrayList<>(now.trials());
    List<List<Integer>> choices = new ArrayList<>();
    shadows.forEach(
        (name, seen) -> {
          List<Witnessed> latest = seen.subList(Math.max(0, seen.size() - WINDOW), seen.size());
          choices.add(latest.stream().map(each -> place(each, trials)).toList());
          choices.add(
              latest.stream()
                  .map(each -> own.get(each.ordinal()))
                  .filter(each -> each != null)
                  .map(each -> each.candidate().orElse(each.ordinal()))
                  .toList());
        });
    Map<Integer, Double> outcomes = outcomes(now);
    double inflation = inflation(own, outcomes);
    Optional<List<Optional<Regret>>> regrets =
        Belief.of(withTrials(now, trials), memo)
            .map(belief -> belief.regrets(choices, Math.sqrt(inflation)));
    Map<String, Score> scores = new TreeMap<>();
    int next = 0;
    for (Map.Entry<String, List<Witnessed>> each : shadows.entrySet()) {
      int first = next;
      next += 2;
      scores.put(
          each.getKey(),
          new Score(
              regrets.flatMap(all -> all.get(first)),
              regrets.flatMap(all -> all.get(first + 1)),
              estimate(each.getValue(), own, outcomes, inflation)));
    }
    return scores;
  }

  /** Where a choice stands among the candidates; one of a process space is added to its trials. */
  private static int place(Witnessed choice, List<Point> trials) {
    if (choice.candidate().isPresent()) {
      return choice.candidate().getAsInt();
    }
    trials.add(choice.point().orElseThrow());
    return trials.size() - 1;
  }

  private static PlanningProblem withTrials(PlanningProblem problem, List<Point> trials) {
    return new PlanningProblem(
        problem.space(),
        trials,
        problem.objectives(),
        problem.policy(),
        problem.history(),
        problem.pending(),
        problem.failed(),
        problem.unavailable(),
        problem.budget(),
        problem.campaignSeed(),
        problem.ordinal(),
        problem.cheap());
  }

  /** The first measurement of each candidate, in the first objective's unit. */
  private static Map<Integer, Double> outcomes(PlanningProblem problem) {
    Map<Integer, Double> outcomes = new HashMap<>();
    for (Measurement each : problem.history(0)) {
      outcomes.putIfAbsent(each.candidate(), each.value());
    }
    return outcomes;
  }

  static double inflation(Map<Integer, Witnessed> own, Map<Integer, Double> outcomes) {
    List<OffPolicy.Surprise> surprises = new ArrayList<>();
    for (Witnessed each : own.values()) {
      Double outcome = outcome(each, own, outcomes);
      each.expected()
          .filter(said -> outcome != null)
          .ifPresent(
              said ->
                  surprises.add(new OffPolicy.Surprise(outcome - said.mean(), said.deviation())));
    }
    return OffPolicy.inflation(surprises);
  }

  private static Optional<OffPolicy.Estimate> estimate(
      List<Witnessed> seen,
      Map<Integer, Witnessed> own,
      Map<Integer, Double> outcomes,
      double inflation) {
    List<OffPolicy.Step> steps = steps(seen, own, outcomes);
    long ended = seen.stream().filter(each -> outcome(each, own, outcomes) != null).count();
    return 2 * steps.size() > ended
        ? OffPolicy.estimate(steps, inflation, LEVEL)
        : Optional.empty();
  }

  /** What the campaign's own choice in that decision gave; null while nobody knows. */
  private static Double outcome(
      Witnessed seen, Map<Integer, Witnessed> own, Map<Integer, Double> outcomes) {
    Witnessed real = own.get(seen.ordinal());
    return real == null ? null : outcomes.get(real.candidate().orElse(real.ordinal()));
  }

  /** Decisions whose odds, expectation and outcome are known. */
  private static List<OffPolicy.Step> steps(
      List<Witnessed> seen, Map<Integer, Witnessed> own, Map<Integer, Double> outcomes) {
    List<OffPolicy.Step> steps = new ArrayList<>();
    for (Witnessed each : seen) {
      Double outcome = outcome(each, own, outcomes);
      if (outcome != null && each.propensity().isPresent() && each.expected().isPresent()) {
        Belief.Expectation expected = each.expected().get();
        steps.add(
            new OffPolicy.Step(
                expected.mean(),
                expected.deviation(),
                each.propensity().getAsDouble(),
                each.agreed(),
                outcome));
      }
    }
    return steps;
  }
}
