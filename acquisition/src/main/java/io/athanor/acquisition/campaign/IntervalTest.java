package io.athanor.acquisition.campaign;

import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.acquisition.drift.Residual;
import java.util.Optional;

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
   * @param unit UCUM code that it was predicted in
   * @param claimed what the interval claimed to cover
   * @param score see {@link io.athanor.acquisition.conformal.PredictiveInterval#score}
   * @param modelDigest the model's files
   * @param residual the outcome beside the forecast; empty where its interval has no width
   */
  record OfModel(
      String modelName,
      String property,
      String unit,
      double claimed,
      double score,
      String modelDigest,
      Optional<Residual> residual)
      implements IntervalTest {}
}
