package io.athanor.allinone.bench.inverse;

import io.athanor.generator.search.Evolution;

/**
 * How much is asked of the closed table.
 *
 * @param seen labelled cells that the model sees
 * @param proposals cells that each way proposes
 * @param runs how many, with seeds from 1
 * @param evolution how long is bred
 */
record TableTerms(int seen, int proposals, int runs, Evolution evolution) {
  static final Evolution THOROUGH = new Evolution(300, 20, 2);

  /** Where a table has fewer cells than are to be born, every generation tries to the end. */
  static final Evolution QUICK = new Evolution(100, 5, 2);

  TableTerms {
    if (Math.min(seen, Math.min(proposals, runs)) < 1) {
      throw new IllegalArgumentException("seen, proposals and runs must be positive");
    }
  }
}
