package io.athanor.inference.continual;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Sample;
import java.util.List;

/**
 * What an older network says of the rows of a batch, and where the younger one is held to it: on
 * every property that the older one predicts and the row has no label of.
 *
 * @param rows B
 * @param outputs [B, K, O] activated, in the younger network's columns, 0 where the older has none
 * @param weights [P, B] what a row counts for a property, 0 where it is free
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record Answers(int rows, float[] outputs, float[] weights) {

  /** Nothing is held. */
  static Answers none(NetworkShape shape, int rows) {
    return new Answers(
        rows,
        new float[rows * shape.members() * shape.headOutputs()],
        new float[shape.properties().size() * rows]);
  }

  /**
   * Holds every row where it has no label.
   *
   * @param younger the network that is trained
   * @param older the network that answers; its properties come first in the younger one's
   * @param outputs [B, K, O of the older]
   * @param weight of each answer
   */
  static Answers of(
      List<Sample> rows, NetworkShape younger, NetworkShape older, float[] outputs, double weight) {
    Answers answers = none(younger, rows.size());
    int wide = younger.headOutputs();
    int narrow = older.headOutputs();
    for (int line = 0; line < rows.size() * younger.members(); line++) {
      System.arraycopy(outputs, line * narrow, answers.outputs, line * wide, narrow);
    }
    for (int property = 0; property < older.properties().size(); property++) {
      Property asked = older.properties().get(property);
      for (int row = 0; row < rows.size(); row++) {
        boolean isFree = !Double.isNaN(rows.get(row).label(asked));
        answers.weights[property * rows.size() + row] = isFree ? 0 : (float) weight;
      }
    }
    return answers;
  }
}
