package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import java.util.SplittableRandom;

/** How the values of one property at different candidates depend on each other. */
public interface Joint {
  /** One joint draw of the noise-free property at these rows, in the property's unit. */
  double[] sample(int[] rows, SplittableRandom random);

  /** Covariance of the property at one row with that at every row, in the squared unit. */
  double[] covarianceWith(int row);

  /** Independent joint draws, [draw][row]. */
  double[][] samples(int[] rows, int count, SplittableRandom random);

  /** Of a model that has observed, in the objective's unit instead of the model's. */
  static Joint of(CandidateModel model) {
    TargetTransform transform = model.transform();
    return new Joint() {
      @Override
      public double[] sample(int[] rows, SplittableRandom random) {
        return toObjective(model.sample(rows, random));
      }

      @Override
      public double[][] samples(int[] rows, int count, SplittableRandom random) {
        double[][] draws = model.samples(rows, count, random);
        for (double[] draw : draws) {
          toObjective(draw);
        }
        return draws;
      }

      @Override
      public double[] covarianceWith(int row) {
        double[] covariance = model.covarianceWith(row);
        for (int i = 0; i < covariance.length; i++) {
          covariance[i] *= transform.scale() * transform.scale();
        }
        return covariance;
      }

      private double[] toObjective(double[] draw) {
        for (int i = 0; i < draw.length; i++) {
          draw[i] = transform.toObjective(draw[i]);
        }
        return draw;
      }
    };
  }
}
