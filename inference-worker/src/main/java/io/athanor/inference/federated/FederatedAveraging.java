package io.athanor.inference.federated;

import io.athanor.inference.model.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Federated averaging (McMahan et al. 2017): in each round every site trains the common weights on
 * its own records, and the new ones are their mean by numbers of records. Only the sums of n theta
 * and of n are ever asked for.
 */
public final class FederatedAveraging {
  private FederatedAveraging() {}

  /**
   * Runs rounds.
   *
   * @param start common weights before the first
   * @param records number of records by site, each positive
   * @param training of one site
   * @param rounds positive
   * @param sums how vectors are added up
   * @return common weights after the last
   */
  public static Weights run(
      Weights start,
      SortedMap<String, Integer> records,
      LocalTraining training,
      int rounds,
      VectorSum sums) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("records is empty");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds " + rounds + " is not positive");
    }
    Weights common = start;
    for (int round = 0; round < rounds; round++) {
      SortedMap<String, double[]> vectors = new TreeMap<>();
      for (Map.Entry<String, Integer> site : records.entrySet()) {
        if (site.getValue() < 1) {
          throw new IllegalArgumentException("records of site " + site.getKey() + ": none");
        }
        Weights local = training.train(site.getKey(), common, round);
        vectors.put(site.getKey(), weighed(WeightVector.of(local), site.getValue()));
      }
      common = WeightVector.weights(mean(sums.sum(vectors)), common);
    }
    return common;
  }

  /** n theta, then n. */
  static double[] weighed(double[] row, int count) {
    double[] weighed = Arrays.copyOf(row, row.length + 1);
    for (int i = 0; i < row.length; i++) {
      weighed[i] *= count;
    }
    weighed[row.length] = count;
    return weighed;
  }

  /** What {@link #weighed} of all sites adds up to, divided by their records. */
  static double[] mean(double[] sum) {
    double count = sum[sum.length - 1];
    double[] mean = Arrays.copyOf(sum, sum.length - 1);
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= count;
    }
    return mean;
  }
}
