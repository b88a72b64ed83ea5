package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.JointDraw;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** A multivariate normal given by its mean and covariance. */
public record GaussianJoint(double[] mean, double[][] covariance) implements Joint {
  /** A smooth random posterior: squared-exponential covariance over points on a line. */
  public static Outcome outcome(Goal goal, int rows, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] mean = new double[rows];
    double[] place = new double[rows];
    double[] scale = new double[rows];
    for (int i = 0; i < rows; i++) {
      mean[i] = 2 * random.nextDouble() - 1;
      place[i] = random.nextDouble();
      scale[i] = 0.3 + 0.7 * random.nextDouble();
    }
    double[][] covariance = new double[rows][rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        double distance = (place[i] - place[j]) / 0.3;
        covariance[i][j] =
            scale[i] * scale[j] * (Math.exp(-0.5 * distance * distance) + (i == j ? 0.05 : 0));
      }
    }
    return outcome(goal, mean, covariance, noise);
  }

  public static Outcome outcome(Goal goal, double[] mean, double[][] covariance, double noise) {
    double[] deviations = new double[mean.length];
    Arrays.setAll(deviations, i -> Math.sqrt(covariance[i][i]));
    return new Outcome(
        goal, mean, deviations, noise, Optional.of(new GaussianJoint(mean, covariance)));
  }

  @Override
  public double[] sample(int[] rows, SplittableRandom random) {
    return samples(rows, 1, random)[0];
  }

  @Override
  public double[][] samples(int[] rows, int count, SplittableRandom random) {
    int m = rows.length;
    double[] joint = new double[m * m];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b < m; b++) {
        joint[a * m + b] = covariance[rows[a]][rows[b]];
      }
    }
    double[] centre = Arrays.stream(rows).mapToDouble(i -> mean[i]).toArray();
    double[] factor = JointDraw.factor(joint, m);
    double[][] draws = new double[count][];
    for (int s = 0; s < count; s++) {
      draws[s] = JointDraw.gaussianOf(centre, factor, random);
    }
    return draws;
  }

  @Override
  public double[] covarianceWith(int row) {
    return covariance[row].clone();
  }
}
