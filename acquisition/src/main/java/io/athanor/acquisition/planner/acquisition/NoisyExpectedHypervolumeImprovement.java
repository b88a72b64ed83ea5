package io.athanor.acquisition.planner.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Log of the expected growth of the hypervolume where the front is itself uncertain: averaged over
 * draws of the objectives at observed rows, with a box decomposition per draw and the candidate's
 * expectation given the draw in closed form (Daulton, Balandat and Bakshy 2021, "NEHVI", with the
 * candidate integrated out). Objectives are taken as independent. Only the rows that are best by
 * {@link ExpectedHypervolumeImprovement} are judged. Costs that, plus O(objectives x incumbents x
 * rows x (observations + incumbents)), plus O(draws x boxes) per candidate.
 *
 * @param reference as there
 * @param draws number of quasi-Monte Carlo draws
 * @param incumbents at most so many observed rows are drawn: the front of the means first, then by
 *     the volume that mean + 3 deviations would span
 * @param candidates most rows that are judged
 */
public record NoisyExpectedHypervolumeImprovement(
    List<Double> reference, int draws, int incumbents, int candidates)
    implements AcquisitionFunction {
  private static final double KAPPA = 3;

  /** Copies and checks. */
  public NoisyExpectedHypervolumeImprovement {
    reference = List.copyOf(reference);
    if (draws < 1 || incumbents < 1 || candidates < 1) {
      throw new IllegalArgumentException(
          "draws, incumbents and candidates must be at least 1, were %d, %d and %d"
              .formatted(draws, incumbents, candidates));
    }
  }

  /** 32 draws at up to 32 rows, 1000 candidates. */
  public static NoisyExpectedHypervolumeImprovement standard(List<Double> reference) {
    return new NoisyExpectedHypervolumeImprovement(reference, 32, 32, 1000);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    List<double[]> means = ExpectedHypervolumeImprovement.means(view);
    double[] worst = ExpectedHypervolumeImprovement.reference(view, reference, means);
    double[] plugIn = new ExpectedHypervolumeImprovement(reference).values(view, random);
    int[] judged = Shortlist.best(view.selectable(), candidates, row -> plugIn[row]);
    int[] rows = incumbents(view, means, worst);
    List<Outcome> objectives = view.objectives();
    List<IncumbentDraws> given = new ArrayList<>();
    for (Outcome objective : objectives) {
      given.add(new IncumbentDraws(objective, rows, draws, random));
    }
    HypervolumeGain[] gains = new HypervolumeGain[draws];
    for (int s = 0; s < draws; s++) {
      gains[s] = new HypervolumeGain(FreeBoxes.of(drawn(given, rows, s), worst), objectives.size());
    }
    double[] logs = new double[draws];
    double[] mean = new double[objectives.size()];
    double[] deviation = new double[objectives.size()];
    return view.selecting(judged)
        .scores(
            row -> {
              Arrays.setAll(deviation, k -> given.get(k).deviation(row));
              for (int s = 0; s < draws; s++) {
                int draw = s;
                Arrays.setAll(mean, k -> given.get(k).mean(row, draw));
                logs[s] = gains[s].log(objectives, mean, deviation);
              }
              return LogSum.meanExp(logs);
            });
  }

  private static List<double[]> drawn(List<IncumbentDraws> given, int[] rows, int draw) {
    List<double[]> merits = given.stream().map(d -> d.merits(draw)).toList();
    List<double[]> points = new ArrayList<>();
    for (int a = 0; a < rows.length; a++) {
      int at = a;
      points.add(merits.stream().mapToDouble(m -> m[at]).toArray());
    }
    return points;
  }

  private int[] incumbents(View view, List<double[]> means, double[] worst) {
    int[] observed = view.feasibleObserved();
    double[] priority = new double[view.rows()];
    for (int row : observed) {
      double volume = 1;
      for (int k = 0; k < worst.length; k++) {
        volume *= Math.max(0, view.objectives().get(k).optimistic(row, KAPPA) - worst[k]);
      }
      priority[row] = volume;
    }
    for (int index : Pareto.front(means)) {
      priority[observed[index]] = Double.POSITIVE_INFINITY;
    }
    return Shortlist.best(observed, incumbents, row -> priority[row]);
  }
}
