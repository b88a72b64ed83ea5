package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.SplittableRandom;

/**
 * A posterior over a list of candidates, in transformed units (see {@link TargetTransform}). Owned
 * by one caller; not thread-safe.
 */
public interface CandidateModel {
  /**
   * Conditions on all observations, oldest first, and awaits nothing; the caller only ever appends
   * to them.
   *
   * @param observed one row per observation
   * @param values in the objective's unit
   * @param variances of the values as far as they are known (squared standard errors), in squared
   *     objective units; 0 where nothing is known, and never negative
   */
  void observe(FeatureMatrix observed, double[] values, double[] variances);

  /** Conditions on observations of whose errors nothing is known. */
  default void observe(FeatureMatrix observed, double[] values) {
    observe(observed, values, new double[values.length]);
  }

  /** Narrows the variance as if a result were there already; the mean stays. */
  void await(FeatureMatrix source, int row);

  /** How objective values were transformed at the last {@link #observe}. */
  TargetTransform transform();

  /** Mean at every candidate. */
  double[] mean();

  /** Standard deviation of the noise-free objective at every candidate. */
  double[] deviation();

  /**
   * Standard deviation of the noise of one more measurement like those before: what remains however
   * much is measured. The same for every candidate.
   */
  double noise();

  /**
   * Posterior covariance of the noise-free objective at one candidate with that at every candidate,
   * by row: how much a measurement there would say about all others.
   */
  double[] covarianceWith(int candidate);

  /** One joint draw of the objective at the chosen candidates. */
  double[] sample(int[] chosen, SplittableRandom random);

  /** Independent joint draws at the chosen candidates, [draw][candidate]. */
  default double[][] samples(int[] chosen, int count, SplittableRandom random) {
    double[][] draws = new double[count][];
    for (int s = 0; s < count; s++) {
      draws[s] = sample(chosen, random);
    }
    return draws;
  }
}
