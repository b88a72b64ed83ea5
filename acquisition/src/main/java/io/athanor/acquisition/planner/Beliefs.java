package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
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
    TargetTransform transform = model.transform();
    double[] settled = scaled(model.deviation(), transform);
    pending.forEach(row -> model.await(features, row));
    double[] deviations = pending.isEmpty() ? settled : scaled(model.deviation(), transform);
    double[] means = model.mean();
    Arrays.setAll(means, i -> transform.toObjective(means[i]));
    return new Beliefs(model, means, deviations, settled, model.noise() * transform.scale());
  }

  Choice.Belief at(int row) {
    return new Choice.Belief(means[row], deviations[row]);
  }

  Choice.Forecast forecast(int row) {
    return new Choice.Forecast(means[row], settled[row], noise);
  }

  private static double[] scaled(double[] deviations, TargetTransform transform) {
    Arrays.setAll(deviations, i -> deviations[i] * transform.scale());
    return deviations;
  }
}
