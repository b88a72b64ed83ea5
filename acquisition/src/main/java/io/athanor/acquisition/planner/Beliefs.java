package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.numeric.Ranges;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import io.athanor.acquisition.planner.posterior.MultiFidelityModel;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.List;

/**
 * Posterior over candidates in the objective's unit, and the model behind it.
 *
 * @param model conditioned on what was observed, awaiting what is pending
 * @param means by row
 * @param deviations of the noise-free objective by row, with what is pending as if it were there
 * @param settled the same without awaiting anything
 * @param noise standard deviation of the noise of a measurement
 */
record Beliefs(
    CandidateModel model, double[] means, double[] deviations, double[] settled, double noise) {

  /** From a model that has observed; makes it await the pending rows. */
  static Beliefs of(CandidateModel model, FeatureMatrix features, List<Integer> pending) {
    return of(model, features, pending, List.of());
  }

  /**
   * The same where other values are awaited too.
   *
   * @param cheaply rows that are awaited at the cheap fidelity
   */
  static Beliefs of(
      CandidateModel model, FeatureMatrix features, List<Integer> pending, List<Integer> cheaply) {
    TargetTransform transform = model.transform();
    double[] settled = scaled(model.deviation(), transform);
    pending.forEach(row -> model.await(features, row));
    if (model instanceof MultiFidelityModel both) {
      cheaply.forEach(row -> both.awaitCheap(features, row));
    }
    double[] deviations =
        pending.isEmpty() && cheaply.isEmpty() ? settled : scaled(model.deviation(), transform);
    double[] means = model.mean();
    Ranges.forEach(means.length, (from, to) -> toObjective(means, transform, from, to));
    return new Beliefs(model, means, deviations, settled, model.noise() * transform.scale());
  }

  Choice.Belief at(int row) {
    return new Choice.Belief(means[row], deviations[row]);
  }

  Choice.Forecast forecast(int row) {
    return new Choice.Forecast(means[row], settled[row], noise);
  }

  private static double[] scaled(double[] deviations, TargetTransform transform) {
    double scale = transform.scale();
    Ranges.forEach(deviations.length, (from, to) -> scale(deviations, scale, from, to));
    return deviations;
  }

  private static void scale(double[] values, double factor, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] *= factor;
    }
  }

  private static void toObjective(double[] values, TargetTransform transform, int from, int to) {
    double sign = transform.sign();
    double scale = transform.scale();
    double mean = transform.mean();
    for (int i = from; i < to; i++) {
      values[i] = sign * (values[i] * scale + mean);
    }
  }
}
