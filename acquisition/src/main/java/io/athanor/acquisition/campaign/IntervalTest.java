package io.athanor.acquisition.campaign;

import io.athanor.acquisition.conformal.IntervalLedger;

/** An interval that was said before its outcome was known, and met it. */
public sealed interface IntervalTest {
  /** What was predicted and observed. */
  String property();

  /**
   * The interval that was served with a proposal.
   *
   * @param property the objective
   * @param ledger the campaign's ledger with this outcome
   */
  record OfCampaign(String property, IntervalLedger ledger) implements IntervalTest {}

  /**
   * The model's own interval.
   *
   * @param modelName the model
   * @param property any property that the model predicts
   * @param claimed what the interval claimed to cover
   * @param score see {@link io.athanor.acquisition.conformal.PredictiveInterval#score}
   */
  record OfModel(String modelName, String property, double claimed, double score)
      implements IntervalTest {}
}
