package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.auto.RepresentativeDesign;
import io.athanor.acquisition.planner.space.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Chooses the next experiments: a pure function of a {@link PlanningProblem}. A batch is chosen one
 * by one, each knowing those before it as pending. Equal values are decided by the lower index.
 */
public final class Planner {
  static final int RANDOM_STARTS = 2;
  static final int RUNNERS_UP = 3;
  static final String INITIAL_DESIGN = "initial-design";

  private Planner() {}

  /**
   * Up to {@code count} choices, fewer where nothing is left to choose.
   *
   * @param problem everything the choice depends on
   * @param count how many experiments to choose
   * @param memo saved work of earlier choices in the same campaign, or a new one; it does not
   *     change the answer
   */
  public static List<Choice> select(PlanningProblem problem, int count, PlannerMemo memo) {
    List<Choice> choices = new ArrayList<>();
    PlanningProblem current = problem;
    while (choices.size() < count) {
      boolean together =
          problem.policy().batch() != Policy.Batch.CONDITIONAL_VARIANCE && isPlanned(current);
      List<Choice> next =
          together
              ? Batches.select(current, count - choices.size(), memo)
              : selectOne(current, memo).stream().toList();
      choices.addAll(next);
      if (together || next.isEmpty()) {
        break;
      }
      current = after(current, next.get(0));
    }
    return List.copyOf(choices);
  }

  /** Whether the posterior decides: the initial design is over and everything was measured once. */
  private static boolean isPlanned(PlanningProblem problem) {
    return problem.policy().acquisition() != Policy.Acquisition.RANDOM
        && !isBeginning(problem, Strategy.of(problem))
        && IntStream.range(0, problem.objectives().size())
            .noneMatch(i -> problem.history(i).isEmpty());
  }

  /**
   * What is believed, as stopping rules see it: nothing is known yet of experiments on their way.
   * Empty before there is a posterior. Within a deadline no candidate is in it: a policy that has
   * one goes with no rule that asks more than what was measured.
   *
   * @param memo as for {@link #select}
   */
  public static Optional<View> view(PlanningProblem problem, PlannerMemo memo) {
    if (!isPlanned(problem)) {
      return Optional.empty();
    }
    Round round = Round.of(problem, memo);
    Field field = isHurried(problem, round) ? round.field().only(new int[0]) : round.field();
    return Outlook.of(problem.awaitingNothing(), memo, field)
        .map(known -> known.view(field.selectable()));
  }

  /**
   * What is believed of some candidates now.
   *
   * @param beliefs of the main objective, one for each candidate asked for
   * @param incumbent best posterior mean among measured candidates, in the objective's unit
   */
  public record Standing(List<Choice.Belief> beliefs, double incumbent) {
    /** Copies. */
    public Standing {
      beliefs = List.copyOf(beliefs);
    }
  }

  /**
   * What is believed of candidates of the pool, or of trials of a process space. Empty before there
   * is a posterior.
   *
   * @param memo as for {@link #select}
   */
  public static Optional<Standing> standing(
      PlanningProblem problem, List<Integer> candidates, PlannerMemo memo) {
    if (!isPlanned(problem)) {
      return Optional.empty();
    }
    Round round = Round.of(problem, memo);
    Field field =
        isHurried(problem, round)
            ? HurriedPick.among(problem, round.field(), candidates)
            : round.field();
    return Outlook.of(problem, memo, field)
        .filter(known -> known.incumbent().isPresent())
        .map(
            known ->
                new Standing(
                    candidates.stream().map(each -> known.main().at(field.rowOf(each))).toList(),
                    known.incumbent().getAsDouble()));
  }

  /** Whether there is no time for the posterior of all candidates. */
  private static boolean isHurried(PlanningProblem problem, Round round) {
    return problem.policy().deadline().isPresent() && HurriedPick.isSparing(round.strategy());
  }

  /** The same problem once a choice has been made and its result is awaited. */
  public static PlanningProblem after(PlanningProblem problem, Choice choice) {
    List<Point> trials = new ArrayList<>(problem.trials());
    if (choice.candidate().isEmpty()) {
      trials.add(choice.point());
    }
    int taken = choice.candidate().orElse(trials.size() - 1);
    List<Integer> pending = new ArrayList<>(problem.pending());
    Set<Integer> unavailable = new HashSet<>(problem.unavailable());
    if (!choice.isCheap()) {
      pending.add(taken);
      unavailable.add(taken);
    }
    return new PlanningProblem(
        problem.space(),
        trials,
        problem.objectives(),
        problem.policy(),
        problem.history(),
        pending,
        problem.failed(),
        unavailable,
        problem.budget(),
        problem.campaignSeed(),
        problem.ordinal() + 1,
        choice.isCheap() ? problem.cheap().trying(taken) : problem.cheap());
  }

  private static Optional<Choice> selectOne(PlanningProblem problem, PlannerMemo memo) {
    Round round = Round.of(problem, memo);
    if (round.isEmpty()) {
      return Optional.empty();
    }
    Strategy strategy = round.strategy();
    Field field = round.field();
    long seed = round.seed();
    if (strategy.acquisition() == Policy.Acquisition.RANDOM) {
      return Optional.of(
          choice(
              problem,
              field,
              random(strategy.reason(), Exploration.uniform(field, seed)),
              Optional.empty(),
              seed,
              Exploration.uniformOdds(field)));
    }
    if (problem.policy().deadline().isPresent()) {
      return Optional.of(hurried(problem, memo, round));
    }
    Optional<Outlook> outlook = Outlook.of(problem, memo, field);
    if (FidelityLevels.isOpening(problem)) {
      double[] values = FidelityLevels.opening(problem, field, memo, seed);
      Ranking ranking = new Ranking(INITIAL_DESIGN, strategy.reason(), values);
      return Optional.of(choice(problem, field, ranking, outlook, seed, Optional.empty()));
    }
    if (isBeginning(problem, strategy) || outlook.isEmpty()) {
      boolean drawn = problem.ordinal() < RANDOM_STARTS;
      double[] values = beginning(problem, field, strategy, seed);
      Ranking ranking = new Ranking(INITIAL_DESIGN, strategy.reason(), values);
      return Optional.of(
          drawn
              ? choice(problem, field, ranking, outlook, seed, Exploration.uniformOdds(field))
              : explored(problem, field, ranking, outlook, seed));
    }
    double[] values = Valuation.of(problem, strategy, field, outlook.get(), seed);
    if (problem.policy().safe()
        && values[field.best(values, 1).get(0)] == Double.NEGATIVE_INFINITY) {
      return Optional.empty();
    }
    return Optional.of(
        explored(
            problem,
            field,
            new Ranking(strategy.acquisition().label(), strategy.reason(), values),
            outlook,
            seed));
  }

  /** By as much work as the policy's deadline pays for. */
  private static Choice hurried(PlanningProblem problem, PlannerMemo memo, Round round) {
    Strategy strategy = round.strategy();
    if (isPlanned(problem)) {
      HurriedPick.Found found = HurriedPick.of(problem, memo, round);
      Ranking ranking =
          new Ranking(strategy.acquisition().label(), strategy.reason(), found.values());
      Optional<Outlook> outlook = Optional.of(found.outlook());
      return choice(problem, found.field(), ranking, outlook, round.seed(), Optional.empty())
          .by(found.search());
    }
    double[] values = beginning(problem, round.field(), strategy, round.seed());
    // nobody but the told ones needs a posterior
    Field told = HurriedPick.isSparing(strategy) ? round.field().best(values) : round.field();
    return choice(
        problem,
        told,
        new Ranking(INITIAL_DESIGN, strategy.reason(), told.of(values)),
        Outlook.of(problem, memo, told),
        round.seed(),
        problem.ordinal() < RANDOM_STARTS
            ? Exploration.uniformOdds(round.field())
            : Optional.empty());
  }

  /** The best of a ranking, or, as often as the policy asks for it, any other. */
  private static Choice explored(
      PlanningProblem problem, Field field, Ranking best, Optional<Outlook> outlook, long seed) {
    Ranking ranking =
        Exploration.instead(problem, field, best.values(), seed)
            .map(
                scores ->
                    random(
                        "A uniform pick, as is made with probability %s."
                            .formatted(problem.policy().exploration()),
                        scores))
            .orElse(best);
    return choice(
        problem, field, ranking, outlook, seed, Exploration.odds(problem, field, best.values()));
  }

  private static Ranking random(String reason, double[] scores) {
    return new Ranking(Policy.Acquisition.RANDOM.label(), reason, scores);
  }

  private static boolean isBeginning(PlanningProblem problem, Strategy strategy) {
    if (!problem.policy().fidelities().isEmpty()) {
      return FidelityLevels.isOpening(problem);
    }
    int known = problem.history(0).size() + problem.pending().size();
    return problem.ordinal() < problem.policy().initialDesign() || known < strategy.startPoints();
  }

  /** Values by row, under the name of what gave them. */
  record Ranking(String function, String reason, double[] values) {}

  private static double[] beginning(
      PlanningProblem problem, Field field, Strategy strategy, long seed) {
    if (problem.ordinal() < RANDOM_STARTS) {
      return Exploration.uniform(field, seed);
    }
    Set<Integer> tried = new TreeSet<>(problem.pending());
    problem.history().forEach(measurement -> tried.add(measurement.candidate()));
    int[] rows = tried.stream().mapToInt(field::rowOf).toArray();
    return strategy.startPoints() > 0
        ? RepresentativeDesign.gains(field.features(), rows)
        : farthest(field, rows);
  }

  /** Distance to the nearest candidate tried so far: a maximin design grown point by point. */
  static double[] farthest(Field field, int[] tried) {
    double[] scores = new double[field.points().size()];
    for (int i = 0; i < scores.length; i++) {
      double nearest = Double.MAX_VALUE;
      for (int row : tried) {
        nearest = Math.min(nearest, field.features().squaredDistance(i, field.features(), row));
      }
      scores[i] = Math.sqrt(nearest);
    }
    return scores;
  }

  private static Choice choice(
      PlanningProblem problem,
      Field field,
      Ranking ranking,
      Optional<Outlook> outlook,
      long seed,
      Optional<Randomisation> odds) {
    List<Integer> best = field.best(ranking.values(), RUNNERS_UP + 1);
    return choice(problem, field, ranking, outlook, seed, best.get(0), best, odds);
  }

  /** Of a given row; runners-up are the best of the others. */
  static Choice choice(
      PlanningProblem problem,
      Field field,
      Ranking ranking,
      Optional<Outlook> outlook,
      long seed,
      int winner,
      Optional<Randomisation> odds) {
    List<Integer> best = field.best(ranking.values(), RUNNERS_UP + 1);
    return choice(problem, field, ranking, outlook, seed, winner, best, odds);
  }

  private static Choice choice(
      PlanningProblem problem,
      Field field,
      Ranking ranking,
      Optional<Outlook> outlook,
      long seed,
      int winner,
      List<Integer> best,
      Optional<Randomisation> odds) {
    double value = ranking.values()[winner];
    Optional<Outlook> posterior =
        outlook.filter(
            known ->
                !ranking.function().equals(INITIAL_DESIGN)
                    && !ranking.function().equals(Policy.Acquisition.RANDOM.label()));
    Optional<Valuation.Parts> parts =
        posterior.map(known -> Valuation.parts(problem, known, winner, value, ranking.function()));
    Choice choice =
        new Choice(
            field.candidate(winner),
            field.points().get(winner),
            ranking.function(),
            value,
            ranking.reason(),
            outlook.map(known -> known.at(winner)).orElse(List.of()),
            outlook.map(known -> known.main().forecast(winner)),
            parts
                .map(each -> OptionalDouble.of(each.exploitation()))
                .orElse(OptionalDouble.empty()),
            parts.map(each -> OptionalDouble.of(each.exploration())).orElse(OptionalDouble.empty()),
            posterior.map(Outlook::incumbent).orElse(OptionalDouble.empty()),
            outlook.map(known -> known.feasibilityAt(winner)).orElse(OptionalDouble.empty()),
            problem.history(0).size(),
            problem.pending().size(),
            seed,
            best.stream()
                .filter(row -> row != winner)
                .limit(RUNNERS_UP)
                .map(
                    row ->
                        new Choice.RunnerUp(
                            field.candidate(row),
                            field.points().get(row),
                            ranking.values()[row],
                            outlook.map(known -> known.main().at(row))))
                .toList(),
            odds,
            Optional.empty(),
            Optional.empty());
    return FidelityLevels.pick(problem, field, outlook, winner).map(choice::at).orElse(choice);
  }
}
