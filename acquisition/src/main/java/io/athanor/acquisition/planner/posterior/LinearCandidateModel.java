package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The normal-inverse-gamma linear head over a list of candidates: features [1, x/sqrt(columns)],
 * prior width chosen from a fixed grid by evidence. Meant for learned embeddings, where the
 * relation to the objective is close to linear.
 */
public final class LinearCandidateModel implements CandidateModel {
  private static final double[] RELATIVE_VARIANCES = {1, 10, 100, 1000};
  private static final double SHAPE = 2;
  private static final double RATE = 0.2;
  private static final double LEAST_COMMON_SHARE = 0.05;

  private final FeatureMatrix candidates;
  private final Goal goal;
  private TargetTransform transform = new TargetTransform(1, Double.NEGATIVE_INFINITY, 0, 1);
  private BayesianLinearModel observed;
  private BayesianLinearModel awaited;
  private double typical;

  public LinearCandidateModel(FeatureMatrix candidates, Goal goal) {
    this.candidates = candidates;
    this.goal = goal;
    this.observed = prior(RELATIVE_VARIANCES[0]);
    this.awaited = observed;
  }

  @Override
  public void observe(FeatureMatrix features, double[] values, double[] variances) {
    KnownNoise.check(values, variances);
    transform = TargetTransform.fit(goal, values, values.length);
    double[] known = KnownNoise.scaled(variances, values.length, transform.scale());
    double[] relativeNoise = new double[values.length];
    Arrays.fill(relativeNoise, 1);
    condition(features, values, relativeNoise);
    typical = KnownNoise.typical(known);
    if (typical > 0) {
      // what is left of the scatter once the known errors are taken out of it
      double total = observed.noiseVariance();
      double common = Math.max(total - typical, LEAST_COMMON_SHARE * total);
      Arrays.setAll(relativeNoise, i -> 1 + known[i] / common);
      condition(features, values, relativeNoise);
    }
    awaited = observed;
  }

  private void condition(FeatureMatrix features, double[] values, double[] relativeNoise) {
    double best = Double.NEGATIVE_INFINITY;
    for (double relativeVariance : RELATIVE_VARIANCES) {
      BayesianLinearModel model = prior(relativeVariance);
      double evidence = 0;
      for (int i = 0; i < values.length; i++) {
        double[] phi = phi(features, i);
        double target = transform.apply(values[i]);
        evidence += model.logEvidence(phi, target, relativeNoise[i]);
        model = model.with(phi, target, relativeNoise[i]);
      }
      if (evidence > best) {
        best = evidence;
        observed = model;
      }
    }
  }

  @Override
  public void await(FeatureMatrix source, int row) {
    awaited = awaited.awaiting(phi(source, row), 1 + typical / awaited.noiseVariance());
  }

  @Override
  public TargetTransform transform() {
    return transform;
  }

  @Override
  public double[] mean() {
    double[] mean = new double[candidates.rows()];
    Arrays.setAll(mean, i -> dot(phi(candidates, i), awaited.weights()));
    return mean;
  }

  @Override
  public double[] deviation() {
    double[] deviation = new double[candidates.rows()];
    double noise = awaited.noiseVariance();
    for (int i = 0; i < deviation.length; i++) {
      double[] phi = phi(candidates, i);
      deviation[i] = Math.sqrt(Math.max(0, noise * dot(phi, awaited.times(phi))));
    }
    return deviation;
  }

  @Override
  public double noise() {
    return Math.sqrt(observed.noiseVariance() + typical);
  }

  @Override
  public double[] covarianceWith(int candidate) {
    double[] gain = awaited.times(phi(candidates, candidate));
    double noise = awaited.noiseVariance();
    double[] covariance = new double[candidates.rows()];
    Arrays.setAll(covariance, i -> noise * dot(phi(candidates, i), gain));
    return covariance;
  }

  @Override
  public double[] sample(int[] chosen, SplittableRandom random) {
    int d = candidates.columns() + 1;
    double[] covariance = new double[d * d];
    for (int i = 0; i < d; i++) {
      double[] unit = new double[d];
      unit[i] = 1;
      double[] column = awaited.times(unit);
      for (int j = 0; j < d; j++) {
        covariance[i * d + j] = awaited.noiseVariance() * column[j];
      }
    }
    double[] weights = JointDraw.gaussian(awaited.weights(), covariance, random);
    return Arrays.stream(chosen).mapToDouble(i -> dot(phi(candidates, i), weights)).toArray();
  }

  private BayesianLinearModel prior(double relativeVariance) {
    return BayesianLinearModel.prior(
        new double[candidates.columns() + 1], relativeVariance, SHAPE, RATE);
  }

  private static double[] phi(FeatureMatrix features, int row) {
    double[] phi = new double[features.columns() + 1];
    phi[0] = 1;
    double scale = 1 / Math.sqrt(features.columns());
    for (int c = 0; c < features.columns(); c++) {
      phi[c + 1] = features.at(row, c) * scale;
    }
    return phi;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
