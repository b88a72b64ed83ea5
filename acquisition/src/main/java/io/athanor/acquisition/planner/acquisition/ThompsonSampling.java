package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Merits of one joint draw from the posterior (Thompson 1933). Rows beyond a shortlist of the 512
 * with the highest mean + 3 deviations are left out, as a joint draw costs the cube of its rows.
 * Consumes one draw.
 */
public record ThompsonSampling() implements AcquisitionFunction {
  private static final int JOINT_LIMIT = 512;

  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    int[] chosen = Shortlist.optimistic(objective, view.selectable(), JOINT_LIMIT);
    double[] draw = objective.requireJoint().sample(chosen, random);
    double[] scores = new double[view.rows()];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < chosen.length; k++) {
      scores[chosen[k]] = objective.goal().merit(draw[k]);
    }
    return scores;
  }
}
