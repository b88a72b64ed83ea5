package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Log of the expected improvement over an incumbent that is itself uncertain: averaged over draws
 * of the noise-free objective at observed rows, each of which also moves what is believed of the
 * candidate (Letham et al. 2019; the plug-in incumbent is {@link LogExpectedImprovement}). Joint
 * posteriors that are mixtures enter by their first two moments. Costs O(incumbents x rows x
 * (observations + incumbents) + draws x incumbents x candidates). Consumes one number per
 * incumbent.
 *
 * @param draws number of quasi-Monte Carlo draws
 * @param incumbents at most so many observed rows, those that could be the best, are drawn
 * @param candidates most rows that are judged: the best by {@link LogExpectedImprovement}
 */
public record NoisyExpectedImprovement(int draws, int incumbents, int candidates)
    implements AcquisitionFunction {
  /** Checks the numbers. */
  public NoisyExpectedImprovement {
    if (draws < 1 || incumbents < 1 || candidates < 1) {
      throw new IllegalArgumentException(
          "draws, incumbents and candidates must be at least 1, were %d, %d and %d"
              .formatted(draws, incumbents, candidates));
    }
  }

  /** 64 draws at up to 32 rows, 1000 candidates. */
  public static NoisyExpectedImprovement standard() {
    return new NoisyExpectedImprovement(64, 32, 1000);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    double[] plugIn = new LogExpectedImprovement().values(view, random);
    int[] rows = Shortlist.optimistic(objective, view.feasibleObserved(), incumbents);
    IncumbentDraws given = new IncumbentDraws(objective, rows, draws, random);
    double[] best = new double[draws];
    for (int s = 0; s < draws; s++) {
      best[s] = Arrays.stream(given.merits(s)).max().orElseThrow();
    }
    int[] judged = Shortlist.best(view.selectable(), candidates, row -> plugIn[row]);
    double[] logs = new double[draws];
    return view.selecting(judged)
        .scores(
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
