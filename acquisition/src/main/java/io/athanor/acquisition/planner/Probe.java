package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is believed of any settings, whether or not they are candidates. */
public final class Probe {
  private Probe() {}

  /**
   * A setting to ask about.
   *
   * @param point its parameters
   * @param model candidate of the pool whose model features it is given; empty where the space has
   *     none
   */
  public record Setting(Point point, OptionalInt model) {
    /** A candidate as its space has it. */
    public static Setting of(SearchSpace space, Point point, OptionalInt candidate) {
      boolean modelled = space instanceof SearchSpace.Pool pool && pool.features().columns() > 0;
      return new Setting(point, modelled ? candidate : OptionalInt.empty());
    }
  }

  /**
   * Posterior of the main objective at each setting, as the problem has it: experiments on their
   * way narrow it. Empty before there is a measurement.
   *
   * @param memo as for {@link Planner#select}
   */
  public static Optional<List<Choice.Belief>> beliefs(
      PlanningProblem problem, List<Setting> settings, PlannerMemo memo) {
    List<Measurement> history = problem.history(0);
    if (history.isEmpty()) {
      return Optional.empty();
    }
    Field field = Round.of(problem, memo).field();
    FeatureMatrix rows = rows(problem.space(), field, settings);
    CandidateModel model = memo.modelOf(0, field, rows);
    model.observe(
        field.features().select(history.stream().map(m -> field.rowOf(m.candidate())).toList()),
        history.stream().mapToDouble(Measurement::value).toArray(),
        history.stream().mapToDouble(Measurement::variance).toArray());
    Beliefs beliefs =
        Beliefs.of(
            model,
            field.features(),
            problem.pending(0).stream().map(field::rowOf).toList(),
            problem.cheap().awaited().stream().map(field::rowOf).toList());
    List<Choice.Belief> answers = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      answers.add(beliefs.at(i));
    }
    return Optional.of(answers);
  }

  private static FeatureMatrix rows(SearchSpace space, Field field, List<Setting> settings) {
    List<Point> points = settings.stream().map(Setting::point).toList();
    if (space instanceof SearchSpace.Process process) {
      return FeatureEncoder.process(process, points);
    }
    SearchSpace.Pool pool = (SearchSpace.Pool) space;
    FeatureMatrix encoded =
        FeatureEncoder.pool(
            new SearchSpace.Pool(pool.parameters(), pool.points()), points, List.of());
    List<Integer> further = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      further.add(pool.points().size() + i);
    }
    return pool.features().columns() == 0
        ? encoded.select(further)
        : joined(encoded.select(further), field.features(), settings);
  }

  /** Parameters of the settings, then the model features of the candidates they name. */
  private static FeatureMatrix joined(
      FeatureMatrix parameters, FeatureMatrix pool, List<Setting> settings) {
    int columns = pool.columns();
    int own = settings.get(0).point().coordinates().isEmpty() ? 0 : parameters.columns();
    int[] groups = new int[columns];
    double[] values = new double[settings.size() * columns];
    for (int c = 0; c < columns; c++) {
      groups[c] = pool.groupOf(c);
      for (int i = 0; i < settings.size(); i++) {
        values[i * columns + c] =
            c < own ? parameters.at(i, c) : pool.at(settings.get(i).model().orElseThrow(), c);
      }
    }
    return new FeatureMatrix(settings.size(), groups, values);
  }
}
