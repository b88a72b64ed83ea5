package io.athanor.inference.federated;

import java.util.SortedMap;

/** Adds up one vector of each site: masked between sites, plainly in a test. */
@FunctionalInterface
public interface VectorSum {
  /**
   * The sum.
   *
   * @param bySite one vector each, all of one length
   */
  double[] sum(SortedMap<String, double[]> bySite);
}
