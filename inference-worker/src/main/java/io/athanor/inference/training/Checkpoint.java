package io.athanor.inference.training;

import io.athanor.inference.model.Weights;
import io.athanor.inference.training.report.CurvePoint;
import java.util.List;
import java.util.Optional;

/**
 * Everything a training needs to go on from the end of an epoch.
 *
 * @param fingerprint of the configuration and the data
 * @param stage index of the stage
 * @param snapshot of the stage's trainer
 * @param best of the stage so far
 * @param curve of all stages so far
 */
record Checkpoint(
    String fingerprint, int stage, Trainer.Snapshot snapshot, Best best, List<CurvePoint> curve) {

  Checkpoint {
    curve = List.copyOf(curve);
  }

  /**
   * The best averaged weights on the validation rows.
   *
   * @param weights empty before the first validation
   * @param error theirs, infinite before that
   * @param age epochs since
   */
  record Best(Optional<Weights> weights, double error, int age) {
    static final Best NONE = new Best(Optional.empty(), Double.POSITIVE_INFINITY, 0);

    /** With one more epoch's weights. */
    Best with(Weights next, double nextError) {
      return nextError < error
          ? new Best(Optional.of(next), nextError, 0)
          : new Best(weights, error, age + 1);
    }
  }
}
