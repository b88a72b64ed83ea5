package io.athanor.materials.diffraction.phase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Counts how well phases and fractions were found. */
public final class Scores {
  private static final int BINS = 10;

  private final List<double[]> claims = new ArrayList<>();
  private int right;
  private int wrong;
  private int missed;
  private int exact;
  private int patterns;
  private double error;
  private int fractions;

  /** A phase that was claimed. */
  public record Claim(String name, double fraction, double confidence) {}

  /**
   * What it came to.
   *
   * @param patterns how many
   * @param f1 harmonic mean of precision and recall over all phases of all patterns
   * @param precision right among the claimed
   * @param recall found among the present
   * @param exact share of the patterns with all phases and no other
   * @param fractionError mean absolute error of the fractions over all phases that are there or
   *     were claimed
   * @param calibrationError expected calibration error of the confidences, ten even bins
   * @param claims how many claims the calibration rests on
   */
  public record Result(
      int patterns,
      double f1,
      double precision,
      double recall,
      double exact,
      double fractionError,
      double calibrationError,
      int claims) {}

  /**
   * Adds a pattern.
   *
   * @param claimed phases held to be there
   * @param considered all phases that got a confidence, the claimed among them
   */
  public void add(Map<String, Double> truth, List<Claim> claimed, List<Claim> considered) {
    patterns++;
    Map<String, Double> said = new HashMap<>();
    claimed.forEach(each -> said.put(each.name(), each.fraction()));
    int hits = 0;
    for (String name : said.keySet()) {
      hits += truth.containsKey(name) ? 1 : 0;
    }
    right += hits;
    wrong += said.size() - hits;
    missed += truth.size() - hits;
    exact += hits == truth.size() && said.size() == hits ? 1 : 0;
    TreeSet<String> all = new TreeSet<>(truth.keySet());
    all.addAll(said.keySet());
    for (String name : all) {
      error += Math.abs(truth.getOrDefault(name, 0.0) - said.getOrDefault(name, 0.0));
      fractions++;
    }
    for (Claim each : considered) {
      claims.add(new double[] {each.confidence(), truth.containsKey(each.name()) ? 1 : 0});
    }
  }

  /** The figures so far. */
  public Result result() {
    double[] sum = new double[BINS];
    double[] hit = new double[BINS];
    for (double[] claim : claims) {
      int bin = Math.max(0, Math.min(BINS - 1, (int) (claim[0] * BINS)));
      sum[bin] += claim[0];
      hit[bin] += claim[1];
    }
    double calibration = 0;
    for (int bin = 0; bin < BINS; bin++) {
      calibration += Math.abs(sum[bin] - hit[bin]) / Math.max(1, claims.size());
    }
    return new Result(
        patterns,
        2.0 * right / Math.max(1, 2 * right + wrong + missed),
        (double) right / Math.max(1, right + wrong),
        (double) right / Math.max(1, right + missed),
        (double) exact / Math.max(1, patterns),
        error / Math.max(1, fractions),
        calibration,
        claims.size());
  }
}
