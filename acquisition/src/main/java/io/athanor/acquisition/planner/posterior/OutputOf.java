package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One output of a joint posterior as a posterior of its own. What it observes the joint one has
 * observed already: {@link #observe} changes nothing. Not thread-safe.
 *
 * @param joint of all outputs, conditioned on all that was measured
 * @param output which
 */
public record OutputOf(MultiOutputModel joint, int output) implements CandidateModel {
  @Override
  public void observe(FeatureMatrix observed, double[] values, double[] variances) {
    KnownNoise.check(values, variances);
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    joint.await(output, source, row);
  }

  @Override
  public TargetTransform transform() {
    return joint.transform(output);
  }

  @Override
  public double[] mean() {
    return joint.mean(output);
  }

  @Override
  public double[] deviation() {
    return joint.deviation(output);
  }

  @Override
  public double noise() {
    return joint.noise(output);
  }

  @Override
  public double[] covarianceWith(int candidate) {
    return joint.covarianceWith(output, candidate);
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    double[] mean = mean();
    int m = chosen.length;
    double[] covariance = new double[m * m];
    for (int a = 0; a < m; a++) {
      double[] row = covarianceWith(chosen[a]);
      for (int b = 0; b < m; b++) {
        covariance[a * m + b] = row[chosen[b]];
      }
    }
    return JointDraw.gaussian(
        IntStream.of(chosen).mapToDouble(i -> mean[i]).toArray(), covariance, random);
  }
}
