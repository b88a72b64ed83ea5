package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Share of joint draws in which a row is the best selectable one (Fromer et al. 2024, "qPO"). The
 * events exclude each other, so the q rows with the highest values are the batch most likely to
 * hold the best. Joint draws are cut to a shortlist of the rows with the highest mean + 3
 * deviations, and cost the cube of its length once plus its square per draw. Consumes the draws.
 *
 * @param draws number of joint draws
 * @param shortlist most rows in a draw
 */
public record ProbabilityOfOptimality(int draws, int shortlist) implements AcquisitionFunction {
  /** Checks the numbers. */
  public ProbabilityOfOptimality {
    if (draws < 1 || shortlist < 1) {
      throw new IllegalArgumentException(
          "draws and shortlist must be at least 1, were %d and %d".formatted(draws, shortlist));
    }
  }

  /** 512 draws over 512 rows. */
  public static ProbabilityOfOptimality standard() {
    return new ProbabilityOfOptimality(512, 512);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    int[] rows = Shortlist.optimistic(objective, view.selectable(), shortlist);
    double[] shares = new double[view.rows()];
    Arrays.fill(shares, Double.NEGATIVE_INFINITY);
    int[] wins = new int[rows.length];
    if (rows.length > 0) {
      for (double[] draw : objective.requireJoint().samples(rows, draws, random)) {
        wins[best(objective, draw)]++;
      }
    }
    for (int k = 0; k < rows.length; k++) {
      shares[rows[k]] = (double) wins[k] / draws;
    }
    return shares;
  }

  private static int best(Outcome objective, double[] draw) {
    int best = 0;
    for (int k = 1; k < draw.length; k++) {
      if (objective.goal().merit(draw[k]) > objective.goal().merit(draw[best])) {
        best = k;
      }
    }
    return best;
  }
}
