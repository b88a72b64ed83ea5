package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Log of the expected improvement over an incumbent that is itself uncertain: averaged over draws
 * of the noise-free objective at observed rows, each of which also moves what is believed of the
 * candidate (Letham et al. 2019; the plug-in incumbent is {@link LogExpectedImprovement}). Joint
 * posteriors that are mixtures enter by their first two moments. Costs O(incumbents x rows x
 * (observations + incumbents) + draws x incumbents x selectable). Consumes one number per
 * incumbent.
 *
 * @param draws number of quasi-Monte Carlo draws
 * @param incumbents at most so many observed rows, those that could be the best, are drawn
 */
public record NoisyExpectedImprovement(int draws, int incumbents) implements AcquisitionFunction {
  /** Checks the numbers. */
  public NoisyExpectedImprovement {
    if (draws < 1 || incumbents < 1) {
      throw new IllegalArgumentException(
          "draws and incumbents must be at least 1, were %d and %d".formatted(draws, incumbents));
    }
  }

  /** 64 draws at up to 32 rows. */
  public static NoisyExpectedImprovement standard() {
    return new NoisyExpectedImprovement(64, 32);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    view.requireIncumbent();
    int[] rows = Shortlist.optimistic(objective, view.feasibleObserved(), incumbents);
    IncumbentDraws given = new IncumbentDraws(objective, rows, draws, random);
    double[] best = new double[draws];
    for (int s = 0; s < draws; s++) {
      best[s] = Arrays.stream(given.merits(s)).max().orElseThrow();
    }
    double[] logs = new double[draws];
    return view.scores(
        row -> {
          for (int s = 0; s < draws; s++) {
            logs[s] =
                Improvement.log(
                    objective.goal(), given.mean(row, s), given.deviation(row), best[s]);
          }
          return LogSum.meanExp(logs);
        });
  }
}
