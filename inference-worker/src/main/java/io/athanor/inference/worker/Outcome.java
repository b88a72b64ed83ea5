package io.athanor.inference.worker;

import io.athanor.event.PredictionRequested;
import io.athanor.inference.model.MaterialPrediction;

/** What became of one request. */
sealed interface Outcome {

  /** It was scored. */
  record Scored(PredictionRequested request, MaterialPrediction prediction) implements Outcome {}

  /**
   * It can not be scored, now or ever.
   *
   * @param code machine-readable cause, as in dead letters
   * @param field the field concerned, or null
   * @param reason for people
   */
  record Refused(String code, String field, String reason) implements Outcome {}
}
