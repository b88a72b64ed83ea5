package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.SplittableRandom;

/**
 * Some candidates of a mixture that others ask as well: the observations and their factors are the
 * mixture's, what is awaited is its own. Costs O(rows x observations^2) once it has observed.
 */
public final class PartialMixture implements CandidateModel {
  private final GaussianMixture shared;
  private final FeatureMatrix rows;
  private GaussianMixture own;

  /**
   * Over some rows.
   *
   * @param shared over no rows; it observes what this one does, and never awaits
   */
  public PartialMixture(GaussianMixture shared, FeatureMatrix rows) {
    this.shared = shared;
    this.rows = rows;
  }

  @Override
  public void observe(FeatureMatrix observed, double[] values, double[] variances) {
    shared.observe(observed, values, variances);
    own = shared.over(rows);
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    own.await(source, row);
  }

  @Override
  public TargetTransform transform() {
    return own.transform();
  }

  @Override
  public double[] mean() {
    return own.mean();
  }

  @Override
  public double[] deviation() {
    return own.deviation();
  }

  @Override
  public double noise() {
    return own.noise();
  }

  @Override
  public double[] covarianceWith(int candidate) {
    return own.covarianceWith(candidate);
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    return own.sample(chosen, random);
  }

  @Override
  public double[][] samples(int[] chosen, int count, SplittableRandom random) {
    return own.samples(chosen, count, random);
  }
}
