package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Log of the expected growth of the hypervolume over the front of the posterior means at feasible
 * observed rows, objectives taken as independent: exact for any number of objectives (see {@link
 * HypervolumeGain}), and finite where the growth itself underflows. O(rows x boxes), with n + 1
 * boxes for a front of n in 2 objectives and O(n^2) in 3.
 *
 * @param reference worst merits that count, one for each objective; empty to infer them from the
 *     observed ones ({@link Pareto#reference})
 */
public record ExpectedHypervolumeImprovement(List<Double> reference)
    implements AcquisitionFunction {
  /** Copies. */
  public ExpectedHypervolumeImprovement {
    reference = List.copyOf(reference);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    List<double[]> points = means(view);
    double[] worst = reference(view, reference, points);
    int m = view.objectives().size();
    HypervolumeGain gain = new HypervolumeGain(FreeBoxes.of(points, worst), m);
    double[] mean = new double[m];
    double[] deviation = new double[m];
    return view.scores(
        row -> {
          Arrays.setAll(mean, k -> view.objectives().get(k).means()[row]);
          Arrays.setAll(deviation, k -> view.objectives().get(k).deviations()[row]);
          return gain.log(view.objectives(), mean, deviation);
        });
  }

  /** Merits of the means at feasible observed rows. */
  static List<double[]> means(View view) {
    return Arrays.stream(view.feasibleObserved())
        .mapToObj(row -> view.objectives().stream().mapToDouble(o -> o.merit(row)).toArray())
        .toList();
  }

  /** The given reference, or one inferred from the points. */
  static double[] reference(View view, List<Double> given, List<double[]> points) {
    if (given.isEmpty()) {
      if (points.isEmpty()) {
        throw new IllegalArgumentException("view.observed must have a feasible row");
      }
      return Pareto.reference(points);
    }
    if (given.size() != view.objectives().size()) {
      throw new IllegalArgumentException(
          "reference must have one value for each of %d objectives, had %d"
              .formatted(view.objectives().size(), given.size()));
    }
    return given.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
