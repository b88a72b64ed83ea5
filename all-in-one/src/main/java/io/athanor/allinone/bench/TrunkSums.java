package io.athanor.allinone.bench;

import io.athanor.federation.round.LocalRound;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.Hkdf;
import io.athanor.inference.federated.VectorSum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums of a trunk's vectors under the sites' masks, with what they cost. Every byte of the sum of
 * moments and of the first round of weights is looked through for what sites must not say.
 */
final class TrunkSums implements VectorSum {
  private static final int WATCHED = 2;

  private final byte[] secret;
  private final WireWitness witness = new WireWitness();
  private final SortedMap<String, Long> bytes = new TreeMap<>();
  private final List<double[]> unsaid;
  private double difference;
  private int round;

  /**
   * Sums.
   *
   * @param unsaid what no site must say, besides each of its vectors
   */
  TrunkSums(long seed, List<double[]> unsaid) {
    this.unsaid = new ArrayList<>(unsaid);
    secret = Hkdf.derive(Long.toString(seed).getBytes(StandardCharsets.UTF_8), "trunk");
  }

  @Override
  public double[] sum(SortedMap<String, double[]> vectors) {
    int length = vectors.get(vectors.firstKey()).length;
    SumTerms terms = new SumTerms(length, SumTerms.FRACTION_BITS, 3, vectors.size());
    LocalRound.Outcome outcome =
        LocalRound.sum(
            "trunk-" + round,
            terms,
            vectors,
            Set.of(),
            secret,
            message -> {
              if (round < WATCHED) {
                witness.accept(message);
              }
            });
    if (round < WATCHED) {
      unsaid.addAll(vectors.values());
    }
    difference = Math.max(difference, difference(outcome.sum(), vectors));
    outcome.bytes().forEach((site, sent) -> bytes.merge(site, sent, Long::sum));
    round++;
    return outcome.sum();
  }

  /** The largest difference to the plain sum, in shares of the largest number in it. */
  private static double difference(double[] sum, SortedMap<String, double[]> vectors) {
    double largest = 0;
    double most = 0;
    for (int i = 0; i < sum.length; i++) {
      double plain = 0;
      for (double[] each : vectors.values()) {
        plain += each[i];
      }
      largest = Math.max(largest, Math.abs(plain));
      most = Math.max(most, Math.abs(plain - sum[i]));
    }
    return largest == 0 ? most : most / largest;
  }

  /** What the rounds cost, and what of sites was seen in them. */
  Map<String, Object> traffic() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("sums", round);
    figures.put("bytesPerSite", new TreeMap<>(bytes));
    figures.put("maskedToPlainDifference", difference);
    figures.put("rawValuesOnWire", witness.found(unsaid));
    figures.put("valuesLookedFor", witness.looked(unsaid));
    figures.put("chiSquareOfVectors255", witness.chiSquare());
    return figures;
  }
}
