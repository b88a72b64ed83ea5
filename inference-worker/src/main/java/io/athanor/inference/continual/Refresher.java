package io.athanor.inference.continual;

import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.util.List;

/** Makes the next version of a model from labelled rows. One refresh at a time. */
public interface Refresher extends AutoCloseable {
  /**
   * Trains a challenger from the champion's weights and stores it; the champion stays as it is.
   *
   * @param champion the version to start from
   * @param fresh rows labelled since the champion was made; at least one
   * @param replay rows remembered from before, see {@link Reservoir}; may be empty
   * @param seed of the order of rows; the same arguments on one CPU thread give the same digest
   * @throws IllegalArgumentException where no row has a label that a model can learn
   * @throws RefreshException where the training diverges
   */
  Refreshed refresh(StoredModel champion, List<Sample> fresh, List<Sample> replay, long seed);

  /** Frees the graph that is kept between refreshes. */
  @Override
  void close();
}
