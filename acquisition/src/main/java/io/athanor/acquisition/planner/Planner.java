package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.acquisition.LogExpectedImprovement;
import io.athanor.acquisition.planner.acquisition.ThompsonSampling;
import io.athanor.acquisition.planner.acquisition.UpperConfidenceBound;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.ProcessCandidates;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Chooses the next experiments: a pure function of a {@link PlanningProblem}. A batch is chosen one
 * by one, each knowing those before it as pending. Equal values are decided by the lower index.
 */
public final class Planner {
  private static final int RANDOM_STARTS = 2;
  private static final int RUNNERS_UP = 3;
  private static final int INCUMBENTS = 3;

  private Planner() {}

  /** Candidates of one decision, with what is known of each by row. */
  private record Field(
      FeatureMatrix features,
      List<Point> points,
      List<Integer> selectable,
      int firstTrial,
      boolean pool) {
    int rowOf(int candidate) {
      return pool ? candidate : firstTrial + candidate;
    }

    OptionalInt candidate(int row) {
      return pool ? OptionalInt.of(row) : OptionalInt.empty();
    }
  }

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
    for (int i = 0; i < count; i++) {
      Optional<Choice> choice = selectOne(current, memo);
      if (choice.isEmpty()) {
        break;
      }
      choices.add(choice.get());
      current = after(current, choice.get());
    }
    return List.copyOf(choices);
  }

  private static PlanningProblem after(PlanningProblem problem, Choice choice) {
    List<Point> trials = new ArrayList<>(problem.trials());
    if (choice.candidate().isEmpty()) {
      trials.add(choice.point());
    }
    int taken = choice.candidate().orElse(trials.size() - 1);
    List<Integer> pending = new ArrayList<>(problem.pending());
    pending.add(taken);
    Set<Integer> unavailable = new HashSet<>(problem.unavailable());
    unavailable.add(taken);
    return new PlanningProblem(
        problem.space(),
        trials,
        problem.goal(),
        problem.policy(),
        problem.history(),
        pending,
        unavailable,
        problem.campaignSeed(),
        problem.ordinal() + 1);
  }

  private static Optional<Choice> selectOne(PlanningProblem problem, PlannerMemo memo) {
    memo.prepare(problem);
    long seed = Seeds.ofProposal(problem.campaignSeed(), problem.ordinal());
    Field field = field(problem, memo, seed);
    if (field.selectable().isEmpty()) {
      return Optional.empty();
    }
    boolean random = problem.policy().acquisition() == Policy.Acquisition.RANDOM;
    Optional<Beliefs> beliefs = random ? Optional.empty() : believe(problem, memo, field);
    double[] scores;
    String function;
    if (random) {
      function = problem.policy().acquisition().label();
      scores = uniform(field, seed);
    } else if (problem.ordinal() < problem.policy().initialDesign() || beliefs.isEmpty()) {
      function = "initial-design";
      scores = problem.ordinal() < RANDOM_STARTS ? uniform(field, seed) : farthest(problem, field);
    } else {
      return Optional.of(byPosterior(problem, field, beliefs.get(), seed));
    }
    return Optional.of(
        choice(problem, field, scores, function, beliefs, OptionalDouble.empty(), seed));
  }

  private static Field field(PlanningProblem problem, PlannerMemo memo, long seed) {
    if (problem.space() instanceof SearchSpace.Pool pool) {
      List<Integer> selectable =
          IntStream.range(0, pool.points().size())
              .boxed()
              .filter(i -> !problem.unavailable().contains(i))
              .toList();
      return new Field(memo.features(pool), pool.points(), selectable, 0, true);
    }
    SearchSpace.Process space = (SearchSpace.Process) problem.space();
    List<Point> incumbents =
        problem.history().stream()
            .sorted(Comparator.comparingDouble((Measurement m) -> -problem.goal().merit(m.value())))
            .map(m -> problem.trials().get(m.candidate()))
            .distinct()
            .limit(INCUMBENTS)
            .toList();
    Set<Point> tried = new HashSet<>(problem.trials());
    List<Point> points = new ArrayList<>();
    for (Point point :
        ProcessCandidates.draw(space, incumbents, Seeds.stream(seed, "candidates"))) {
      if (!tried.contains(point)) {
        points.add(point);
      }
    }
    List<Integer> selectable = IntStream.range(0, points.size()).boxed().toList();
    int firstTrial = points.size();
    points.addAll(problem.trials());
    return new Field(FeatureEncoder.process(space, points), points, selectable, firstTrial, false);
  }

  private static Optional<Beliefs> believe(PlanningProblem problem, PlannerMemo memo, Field field) {
    List<Measurement> history = problem.history();
    if (history.isEmpty()) {
      return Optional.empty();
    }
    FeatureMatrix observed =
        field.features().select(history.stream().map(m -> field.rowOf(m.candidate())).toList());
    CandidateModel model = memo.model(field.features());
    model.observe(observed, history.stream().mapToDouble(Measurement::value).toArray());
    return Optional.of(
        Beliefs.of(model, field.features(), problem.pending().stream().map(field::rowOf).toList()));
  }

  private static Choice byPosterior(
      PlanningProblem problem, Field field, Beliefs beliefs, long seed) {
    View view = beliefs.view(problem.goal(), observedRows(problem, field), field.selectable());
    double[] scores =
        switch (problem.policy().acquisition()) {
          case UPPER_CONFIDENCE_BOUND ->
              new UpperConfidenceBound(
                      UpperConfidenceBound.falling(
                          problem.policy().kappa(),
                          problem.history().size() + problem.pending().size(),
                          horizon(problem)))
                  .values(view, Seeds.stream(seed, "none"));
          case LOG_EXPECTED_IMPROVEMENT ->
              new LogExpectedImprovement().values(view, Seeds.stream(seed, "none"));
          case THOMPSON_SAMPLING ->
              new ThompsonSampling().values(view, Seeds.stream(seed, "thompson"));
          case RANDOM -> uniform(field, seed);
        };
    return choice(
        problem,
        field,
        scores,
        problem.policy().acquisition().label(),
        Optional.of(beliefs),
        incumbent(problem, field, beliefs),
        seed);
  }

  private static int[] observedRows(PlanningProblem problem, Field field) {
    return problem.history().stream().mapToInt(m -> field.rowOf(m.candidate())).toArray();
  }

  private static double horizon(PlanningProblem problem) {
    double dimensions = Math.max(1, problem.space().parameters().size());
    if (problem.space() instanceof SearchSpace.Pool pool) {
      return Math.min(Math.max(2, 0.03 * pool.points().size()), 10 * dimensions);
    }
    return 5 * dimensions;
  }

  private static OptionalDouble incumbent(PlanningProblem problem, Field field, Beliefs beliefs) {
    return problem.history().stream()
        .mapToDouble(m -> beliefs.means()[field.rowOf(m.candidate())])
        .boxed()
        .max(Comparator.comparingDouble(problem.goal()::merit))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  private static double[] uniform(Field field, long seed) {
    SplittableRandom random = Seeds.stream(seed, "uniform");
    double[] scores = new double[field.points().size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextDouble();
    }
    return scores;
  }

  /** Distance to the nearest candidate tried so far: a maximin design grown point by point. */
  private static double[] farthest(PlanningProblem problem, Field field) {
    Set<Integer> tried = new HashSet<>(problem.pending());
    problem.history().forEach(measurement -> tried.add(measurement.candidate()));
    double[] scores = new double[field.points().size()];
    for (int i = 0; i < scores.length; i++) {
      double nearest = Double.MAX_VALUE;
      for (int candidate : tried) {
        nearest =
            Math.min(
                nearest,
                field.features().squaredDistance(i, field.features(), field.rowOf(candidate)));
      }
      scores[i] = Math.sqrt(nearest);
    }
    return scores;
  }

  private static Choice choice(
      PlanningProblem problem,
      Field field,
      double[] scores,
      String function,
      Optional<Beliefs> beliefs,
      OptionalDouble incumbent,
      long seed) {
    List<Integer> best =
        field.selectable().stream()
            .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> i))
            .limit(RUNNERS_UP + 1L)
            .toList();
    int winner = best.get(0);
    OptionalDouble exploitation = OptionalDouble.empty();
    OptionalDouble exploration = OptionalDouble.empty();
    if (beliefs.isPresent() && incumbent.isPresent()) {
      double merit = problem.goal().merit(beliefs.get().means()[winner]);
      boolean improvement =
          problem.policy().acquisition() == Policy.Acquisition.LOG_EXPECTED_IMPROVEMENT;
      exploitation =
          OptionalDouble.of(
              improvement ? merit - problem.goal().merit(incumbent.getAsDouble()) : merit);
      exploration =
          OptionalDouble.of(
              improvement ? beliefs.get().deviations()[winner] : scores[winner] - merit);
    }
    return new Choice(
        field.candidate(winner),
        field.points().get(winner),
        function,
        scores[winner],
        beliefs.map(b -> b.at(winner)),
        beliefs.map(b -> b.forecast(winner)),
        exploitation,
        exploration,
        incumbent,
        problem.history().size(),
        problem.pending().size(),
        seed,
        best.stream()
            .skip(1)
            .map(
                row ->
                    new Choice.RunnerUp(
                        field.candidate(row),
                        field.points().get(row),
                        scores[row],
                        beliefs.map(b -> b.at(row))))
            .toList());
  }
}
