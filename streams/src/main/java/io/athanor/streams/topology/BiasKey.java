package io.athanor.streams.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * What a bias is of.
 *
 * @param property property
 * @param fidelity of the computations
 * @param method of the computations
 * @param unit in which it is counted
 */
record BiasKey(String property, String fidelity, String method, String unit) {

  /** As text from which it can be read again: each part behind its length. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (String part : List.of(property, fidelity, method, unit)) {
      text.append(part.length()).append(':').append(part);
    }
    return text.toString();
  }

  /**
   * From its text.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static BiasKey of(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      if (colon < 0) {
        throw new IllegalArgumentException("'" + text + "' is no key of a bias");
      }
      int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
      parts.add(text.substring(colon + 1, end));
      at = end;
    }
    if (parts.size() != 4) {
      throw new IllegalArgumentException("'" + text + "' is no key of a bias");
    }
    return new BiasKey(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }
}
