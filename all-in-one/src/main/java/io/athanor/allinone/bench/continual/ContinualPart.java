package io.athanor.allinone.bench.continual;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;

/** One part of {@code bench continual}. */
interface ContinualPart {
  /** What {@code --only} calls it. */
  String name();

  /**
   * Measures.
   *
   * @param out where lines for people go
   * @return fields of the report's {@code continual} object; no two parts have one in common
   * @throws IllegalArgumentException where the data cannot be used
   */
  Map<String, Object> measure(PrintWriter out) throws IOException;
}
