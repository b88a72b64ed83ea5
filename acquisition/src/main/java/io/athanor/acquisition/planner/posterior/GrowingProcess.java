package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One Gaussian process over many candidates whose hyperparameters are fitted at sizes that grow by
 * half, each fit starting from the one before: n observations cost O(n^2 x candidates) in all, and
 * the fits are a function of the first observations alone. Observations may only be appended. In
 * the objective's unit. Not thread-safe.
 */
final class GrowingProcess {
  private static final int FIRST_FIT = 6;
  private static final int LAST_FIT = 300;
  private static final int ITERATIONS = 15;
  private static final Goal AS_IS = new Goal.Target(0);

  private final FeatureMatrix candidates;
  private final Kernel kernel;
  private double[] logs;
  private int fittedAt;
  private int observations;
  private TargetTransform transform = TargetTransform.NONE;
  private GaussianProcess process;
  private double[] mean;

  GrowingProcess(FeatureMatrix candidates, Kernel kernel) {
    this.candidates = candidates;
    this.kernel = kernel;
    this.logs = kernel.defaults();
    this.process = new GaussianProcess(kernel, logs, candidates);
    this.mean = new double[candidates.rows()];
  }

  /** Conditions on all observations and awaits nothing. */
  void observe(FeatureMatrix observed, double[] values) {
    int n = values.length;
    process.truncate(observations);
    for (int size = next(); size <= Math.min(n, LAST_FIT); size = next()) {
      double[] targets = TargetTransform.fit(AS_IS, values, size).apply(values, size);
      FeatureMatrix first = observed.select(IntStream.range(0, size).boxed().toList());
      logs = GaussianProcess.fit(kernel, first, targets, List.of(logs), ITERATIONS);
      fittedAt = size;
      process = new GaussianProcess(kernel, logs, candidates);
    }
    process.appendAll(observed, new double[n]);
    observations = n;
    transform = TargetTransform.fit(AS_IS, values, n);
    mean = process.mean(transform.apply(values, n));
    Arrays.setAll(mean, i -> transform.toObjective(mean[i]));
  }

  private int next() {
    return fittedAt == 0 ? FIRST_FIT : fittedAt + fittedAt / 2;
  }

  /** Narrows the variance as if a value were there already. */
  void await(FeatureMatrix source, int row) {
    process.append(source, row);
  }

  double[] mean() {
    return mean;
  }

  /** Standard deviation of the next measurement at every candidate, its noise included. */
  double[] predictiveDeviation() {
    double[] deviation = process.variance();
    double noise = process.noiseVariance();
    Arrays.setAll(deviation, i -> Math.sqrt(deviation[i] + noise) * transform.scale());
    return deviation;
  }
}
