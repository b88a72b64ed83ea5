package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.posterior.Kernel;
import io.athanor.acquisition.planner.posterior.MultiOutputModel;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of each candidate side by side: one row for the first value of every objective,
 * one more for each repetition. What of a row was not measured is learned from what was.
 */
final class JointOutcomes {
  private JointOutcomes() {}

  /**
   * The joint posterior of all objectives.
   *
   * @param field candidates, on whose scales the measured ones are
   * @param rows those to believe something of
   * @param history values in the order they became known; of their errors it makes no use
   */
  static MultiOutputModel model(
      Field field, FeatureMatrix rows, List<Objective> objectives, List<Measurement> history) {
    Map<Integer, List<double[]>> byCandidate = new LinkedHashMap<>();
    for (Measurement each : history) {
      List<double[]> known =
          byCandidate.computeIfAbsent(each.candidate(), candidate -> new ArrayList<>());
      double[] free =
          known.stream()
              .filter(row -> Double.isNaN(row[each.objective()]))
              .findFirst()
              .orElseGet(
                  () -> {
                    double[] row = new double[objectives.size()];
                    Arrays.fill(row, Double.NaN);
                    known.add(row);
                    return row;
                  });
      free[each.objective()] = each.value();
    }
    List<Integer> places = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    byCandidate.forEach(
        (candidate, known) ->
            known.forEach(
                row -> {
                  places.add(field.rowOf(candidate));
                  values.add(row);
                }));
    FeatureMatrix features = field.features();
    MultiOutputModel joint =
        new MultiOutputModel(
            rows,
            objectives.stream().map(Objective::goal).toList(),
            new Kernel(false, true, features.groups(), features.columns()));
    joint.observe(features.select(places), values.toArray(double[][]::new));
    return joint;
  }
}
