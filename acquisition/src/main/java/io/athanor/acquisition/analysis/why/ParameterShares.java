package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Probe;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.ProcessCandidates;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The posterior mean at a candidate by its parameters: Shapley values against a reference of
 * candidates spread over the space, whose mean is the base. A coalition's worth is the mean over
 * settings that have the coalition's values from the candidate and all others from the reference
 * (interventional; Lundberg and Lee 2017). What a model says of a candidate is one more player.
 */
final class ParameterShares {
  private static final int SETTINGS = 2048;
  private static final int LARGEST_REFERENCE = 16;

  private ParameterShares() {}

  /**
   * Of a choice; empty before there is a posterior, where there is nothing to tell apart, or too
   * much.
   */
  static Optional<Attribution> of(
      PlanningProblem problem, Choice choice, double recorded, PlannerMemo memo) {
    List<Parameter> parameters = problem.space().parameters();
    Probe.Setting own = Probe.Setting.of(problem.space(), choice.point(), choice.candidate());
    int players = parameters.size() + (own.model().isPresent() ? 1 : 0);
    if (players == 0 || players > Shapley.MOST_PLAYERS || problem.history(0).isEmpty()) {
      return Optional.empty();
    }
    Shapley game = Shapley.of(players, problem.campaignSeed());
    List<Long> coalitions = game.coalitions();
    int size = Math.max(1, Math.min(LARGEST_REFERENCE, SETTINGS / coalitions.size()));
    List<Probe.Setting> reference = reference(problem, size);
    List<Probe.Setting> settings = new ArrayList<>();
    for (long coalition : coalitions) {
      reference.forEach(each -> settings.add(mixed(coalition, own, each)));
    }
    List<Choice.Belief> beliefs = Probe.beliefs(problem, settings, memo).orElseThrow();
    double[] worth = new double[coalitions.size()];
    for (int i = 0; i < worth.length; i++) {
      for (int j = 0; j < reference.size(); j++) {
        worth[i] += beliefs.get(i * reference.size() + j).mean() / reference.size();
      }
    }
    double[] shares = game.contributions(worth);
    List<Attribution.Part> parts = new ArrayList<>();
    for (int i = 0; i < players; i++) {
      boolean parameter = i < parameters.size();
      parts.add(
          new Attribution.Part(
              parameter ? parameters.get(i).name() : "model",
              parameter
                  ? label(parameters.get(i), choice.point().coordinates().get(i))
                  : "what the model says of the candidate",
              shares[i]));
    }
    return Optional.of(
        new Attribution("parameters", method(game, reference.size()), worth[0], recorded, parts));
  }

  private static String method(Shapley game, int reference) {
    return (game.isExact() ? "Exact Shapley values" : "Shapley values over sampled orders")
        + " of the posterior mean, against "
        + reference
        + " candidates spread over the space.";
  }

  private static List<Probe.Setting> reference(PlanningProblem problem, int size) {
    List<Probe.Setting> all = new ArrayList<>();
    if (problem.space() instanceof SearchSpace.Pool pool) {
      for (int i = 0; i < pool.points().size(); i++) {
        all.add(Probe.Setting.of(pool, pool.points().get(i), OptionalInt.of(i)));
      }
    } else {
      ProcessCandidates.draw(
              (SearchSpace.Process) problem.space(),
              List.of(),
              Seeds.stream(problem.campaignSeed(), "reference"))
          .forEach(each -> all.add(new Probe.Setting(each, OptionalInt.empty())));
    }
    List<Probe.Setting> spread = new ArrayList<>();
    int count = Math.min(size, all.size());
    for (int i = 0; i < count; i++) {
      spread.add(all.get((int) ((2L * i + 1) * all.size() / (2L * count))));
    }
    return spread;
  }

  private static Probe.Setting mixed(long coalition, Probe.Setting own, Probe.Setting other) {
    List<Double> coordinates = new ArrayList<>();
    int parameters = own.point().coordinates().size();
    for (int i = 0; i < parameters; i++) {
      Point source = (coalition >> i & 1) == 1 ? own.point() : other.point();
      coordinates.add(source.coordinates().get(i));
    }
    boolean ownModel = (coalition >> parameters & 1) == 1;
    return new Probe.Setting(new Point(coordinates), ownModel ? own.model() : other.model());
  }

  private static String label(Parameter parameter, double coordinate) {
    String value =
        parameter instanceof Parameter.Named named
            ? named.options().get((int) coordinate)
            : Texts.number(coordinate);
    return parameter.name() + " = " + value;
  }
}
