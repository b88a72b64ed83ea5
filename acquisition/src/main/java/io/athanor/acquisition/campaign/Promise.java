package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.acquisition.Constrained;
import io.athanor.acquisition.planner.acquisition.LogExpectedImprovement;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What a pool still promises, and what was found in it. */
final class Promise {
  private Promise() {}

  /**
   * Largest expected feasible improvement of the first objective that one more experiment brings,
   * in its unit; 0 where nothing is left to choose, empty before there is a posterior and while
   * nothing measured is feasible.
   *
   * @param memo as for {@link Planner#select}
   */
  static OptionalDouble of(PlanningProblem problem, PlannerMemo memo) {
    Optional<View> view = Planner.view(problem, memo).map(View::first);
    if (view.isEmpty() || view.get().incumbent().isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] logarithms =
        new Constrained(new LogExpectedImprovement())
            .values(view.get(), new SplittableRandom(problem.campaignSeed()));
    double largest = Arrays.stream(logarithms).max().orElse(Double.NEGATIVE_INFINITY);
    return OptionalDouble.of(StrictMath.exp(largest));
  }

  /**
   * The next wave of inventions, where the pool promises little more.
   *
   * @param chosen whether something was chosen from the pool
   * @param memo as for {@link Planner#select}
   */
  static Optional<Decision> invention(
      PlanningProblem problem,
      boolean chosen,
      CampaignDefinition definition,
      Candidates candidates,
      Instant now,
      PlannerMemo memo) {
    Waves waves = candidates.waves();
    Optional<InventionTerms> terms =
        definition.invention().filter(each -> waves.asked() < each.waves());
    if (terms.isEmpty() || waves.areOpen()) {
      return Optional.empty();
    }
    OptionalDouble promise = chosen ? of(problem, memo) : OptionalDouble.of(0);
    boolean dry =
        !chosen
            || (promise.isPresent()
                && waves.first().isPresent()
                && promise.getAsDouble() < terms.get().dryBelow() * waves.first().getAsDouble());
    return dry
        ? Optional.of(
            new Decision.Invent(
                waves.asked(),
                Seeds.stream(definition.seed(), "invention-" + waves.asked()).nextLong(),
                candidates.size(),
                terms.get().count(),
                observed(problem, definition, candidates),
                promise.getAsDouble(),
                waves.first().orElse(0),
                candidates.modelDigest(),
                now))
        : Optional.empty();
  }

  /** Candidates with measurements, by place, with the mean of each property. */
  private static List<Decision.Observed> observed(
      PlanningProblem problem, CampaignDefinition definition, Candidates candidates) {
    Map<Integer, TreeMap<String, List<Double>>> values = new TreeMap<>();
    for (Measurement each : problem.history()) {
      values
          .computeIfAbsent(each.candidate(), candidate -> new TreeMap<>())
          .computeIfAbsent(
              definition.wanted().get(each.objective()).property(), name -> new ArrayList<>())
          .add(each.value());
    }
    List<Decision.Observed> observed = new ArrayList<>();
    values.forEach(
        (candidate, measured) -> {
          TreeMap<String, Double> means = new TreeMap<>();
          measured.forEach(
              (property, all) ->
                  means.put(property, all.stream().mapToDouble(v -> v).average().orElseThrow()));
          observed.add(new Decision.Observed(candidate, candidates.idOf(candidate), means));
        });
    return observed;
  }
}
