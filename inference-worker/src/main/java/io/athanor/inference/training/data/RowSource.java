package io.athanor.inference.training.data;

import java.io.IOException;
import java.util.function.Consumer;

/** A place that rows come from. */
public interface RowSource {
  /** SHA-256 of its content, hex: the same content gives the same rows. */
  String digest() throws IOException;

  /**
   * Reads all rows in order.
   *
   * @param digest its {@link #digest()}
   * @return what could not be used
   */
  Defects read(String digest, Consumer<Row> rows) throws IOException;
}
