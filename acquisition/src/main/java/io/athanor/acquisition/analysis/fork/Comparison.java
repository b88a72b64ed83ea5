package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.planner.objective.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fork beside the original, over seeds.
 *
 * @param goal of the main objective
 * @param pairs one a seed
 * @param at number of experiments at which the two are compared
 */
record Comparison(Goal goal, List<Pair> pairs, int at) {
  /**
   * Of one seed.
   *
   * @param original best so far by experiment
   * @param forked best so far by experiment
   * @param optimum the best outcome there is
   */
  record Pair(List<Optional<Double>> original, List<Optional<Double>> forked, double optimum) {}

  /** Of seeds with the same number of experiments to compare at: as many as all have. */
  static Comparison of(Goal goal, List<Pair> pairs) {
    int at =
        pairs.stream()
            .mapToInt(each -> Math.min(each.original().size(), each.forked().size()))
            .min()
            .orElse(0);
    return new Comparison(goal, List.copyOf(pairs), at);
  }

  /** Regret of the fork less that of the original; empty where one had no acceptable outcome. */
  Optional<Spread> difference() {
    return spread(pair -> regret(pair.forked(), pair), pair -> regret(pair.original(), pair));
  }

  /** Mean regret of the original. */
  Optional<Double> original() {
    return spread(pair -> regret(pair.original(), pair), pair -> Optional.of(0.0))
        .map(Spread::mean);
  }

  /** Mean regret of the fork. */
  Optional<Double> forked() {
    return spread(pair -> regret(pair.forked(), pair), pair -> Optional.of(0.0)).map(Spread::mean);
  }

  private interface Regret {
    Optional<Double> of(Pair pair);
  }

  private Optional<Spread> spread(Regret figure, Regret less) {
    List<Double> differences = new ArrayList<>();
    for (Pair pair : pairs) {
      Optional<Double> one = figure.of(pair);
      Optional<Double> other = less.of(pair);
      if (one.isPresent() && other.isPresent()) {
        differences.add(one.get() - other.get());
      }
    }
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(Spread.of(differences.stream().mapToDouble(each -> each).toArray()));
  }

  private Optional<Double> regret(List<Optional<Double>> curve, Pair pair) {
    return at == 0
        ? Optional.empty()
        : curve.get(at - 1).map(best -> Math.max(0, goal.merit(pair.optimum()) - goal.merit(best)));
  }

  /** The fork's curve over seeds, by experiment; empty where a seed had no acceptable outcome. */
  List<Optional<Spread>> curve() {
    return Spread.along(pairs.stream().map(Pair::forked).toList());
  }
}
