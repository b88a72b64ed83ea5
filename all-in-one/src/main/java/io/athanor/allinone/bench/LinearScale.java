package io.athanor.allinone.bench;

import io.athanor.acquisition.planner.linear.CandidateBlocks;
import io.athanor.acquisition.planner.linear.CandidateHead;
import io.athanor.acquisition.planner.linear.LinearPosterior;
import io.athanor.acquisition.planner.linear.Merit;
import io.athanor.acquisition.planner.linear.PendingBatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Times the linear head on made-up candidates: uniform features, a hidden plane and noise. A pass
 * reads every feature once with a plain loop on all cores; passes and updates alternate, so both
 * see the same machine.
 */
final class LinearScale {
  private static final int BATCH = 32;
  private static final int PROBES = 1_000;
  private static final double KAPPA = 1;
  private static final double NOISE = 0.1;

  private final CandidateBlocks candidates;
  private final CandidateHead head;
  private final Merit merit = new Merit.UpperConfidenceBound(KAPPA);
  private final SplittableRandom random;
  private final double[] plane;
  private final Passes pass;

  LinearScale(int rows, int dimension, int observations, long seed) {
    candidates = new CandidateBlocks(rows, dimension, (row, c) -> c == 0 ? 1 : cell(seed, row, c));
    random = new SplittableRandom(seed);
    plane = random.doubles(dimension, -1, 1).toArray();
    LinearPosterior posterior = new LinearPosterior(new double[dimension], 10, 2, 0.2);
    for (int i = 0; i < observations; i++) {
      double[] features = candidates.row(random.nextInt(rows));
      posterior.add(features, measured(features), 1);
    }
    head = new CandidateHead(candidates, posterior);
    pass = new Passes(candidates);
  }

  /** Uniform in [-1, 1) by a hash, so that any cell can be made on any thread. */
  private static double cell(long seed, int row, int column) {
    long z = seed + row * 0x9E3779B97F4A7C15L + column * 0xD1B54A32D192ED03L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1p-52 - 1;
  }

  private double measured(double[] features) {
    double value = NOISE * (random.nextDouble() - 0.5);
    for (int c = 0; c < features.length; c++) {
      value += plane[c] * features[c];
    }
    return value;
  }

  /** One round counts after as many that warm up. */
  Map<String, Object> run(int rounds) {
    Clocked passes = new Clocked();
    Clocked updates = new Clocked();
    alternate(Math.max(10, rounds / 4), new Clocked(), new Clocked());
    alternate(rounds, passes, updates);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("candidates", candidates.rows());
    figures.put("dimension", candidates.columns());
    figures.put("onePassMillis", passes.median());
    figures.put(
        "updateAndPick",
        Map.of("millis", quantiles(updates), "passes", updates.median() / passes.median()));
    figures.put("batch" + BATCH, batch(passes.median()));
    figures.put("largestDifferenceFromExact", difference());
    return figures;
  }

  static Map<String, Double> quantiles(Clocked clocked) {
    Map<String, Double> quantiles = new LinkedHashMap<>();
    quantiles.put("p50", clocked.median());
    quantiles.put("p99", clocked.quantile(0.99));
    return quantiles;
  }

  private void alternate(int rounds, Clocked passes, Clocked updates) {
    int row = 0;
    for (int i = 0; i < rounds; i++) {
      passes.time(pass::read);
      double[] features = candidates.row(row);
      double value = measured(features);
      int[] next = {row};
      updates.time(
          () -> head.observe(features, value, 1, merit).ifPresent(pick -> next[0] = pick.row()));
      row = next[0];
      head.setTaken(row, true);
    }
  }

  private Map<String, Object> batch(double onePassMillis) {
    Clocked clocked = new Clocked();
    double[] products = new double[1];
    for (int i = 0; i < 5; i++) {
      clocked.time(
          () -> {
            PendingBatch batch = new PendingBatch(head, merit, 1);
            batch.next(BATCH);
            products[0] = batch.passes();
          });
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("passes", clocked.median() / onePassMillis);
    figures.put("productsPerCandidate", products[0]);
    figures.put("millis", clocked.median());
    return figures;
  }

  /** Of a sample's mean and variance from what P and m give, relative to the largest of each. */
  private double difference() {
    LinearPosterior exact = new LinearPosterior(head.posterior());
    exact.rebuild();
    double meanScale = 0;
    double varianceScale = 0;
    double meanError = 0;
    double varianceError = 0;
    for (int i = 0; i < PROBES; i++) {
      int row = random.nextInt(candidates.rows());
      double[] features = candidates.row(row);
      double[] gain = exact.times(features);
      double mean = 0;
      double variance = 0;
      for (int c = 0; c < gain.length; c++) {
        mean += features[c] * exact.mean()[c];
        variance += features[c] * gain[c];
      }
      variance *= exact.noiseVariance();
      meanScale = Math.max(meanScale, Math.abs(mean));
      varianceScale = Math.max(varianceScale, variance);
      meanError = Math.max(meanError, Math.abs(mean - head.mean(row)));
      varianceError = Math.max(varianceError, Math.abs(variance - head.variance(row)));
    }
    return Math.max(meanError / meanScale, varianceError / varianceScale);
  }

  /** Sum of everything read, so that no reading can be left out. */
  double read() {
    return pass.sum();
  }
}
