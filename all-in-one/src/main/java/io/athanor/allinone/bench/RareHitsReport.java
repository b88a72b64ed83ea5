package io.athanor.allinone.bench;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.materials.numeric.Robust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** How many evaluations the hits took, beside what random choice expects. */
final class RareHitsReport {
  private static final int RESAMPLES = 2_000;
  private static final long SEED = 1;

  /**
   * One kind of features.
   *
   * @param seenLabels properties of the windows that the model behind the features was trained on
   * @param found by run: after how many evaluations each hit came, ascending
   * @param seconds of wall clock a run, mean
   */
  record Part(String features, List<String> seenLabels, List<List<Integer>> found, double seconds) {
    Part {
      seenLabels = List.copyOf(seenLabels);
      found = List.copyOf(found);
    }
  }

  private final int candidates;
  private final int hits;
  private final int budget;

  /** About a table with so many candidates and hits, and runs of at most so many evaluations. */
  RareHitsReport(int candidates, int hits, int budget) {
    this.candidates = candidates;
    this.hits = hits;
    this.budget = Math.min(budget, candidates);
  }

  /** Expected evaluations of random choice until the k-th of the hits: k (N + 1) / (K + 1). */
  double random(int k) {
    return k * (candidates + 1.0) / (hits + 1.0);
  }

  private int half() {
    return (hits + 1) / 2;
  }

  /** Evaluations to the k-th hit by run; the budget, which is too few, where a run missed it. */
  private double[] to(Part part, int k) {
    return part.found().stream()
        .mapToDouble(run -> run.size() < k ? budget : run.get(k - 1))
        .toArray();
  }

  /** Figures of one kind of features, for programs. */
  Map<String, Object> document(Part part) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("features", part.features());
    map.put("labelsSeenByTheModel", part.seenLabels());
    map.put("runs", part.found().size());
    map.put("secondsPerRun", Math.rint(10 * part.seconds()) / 10);
    map.put("half", figures(part, half()));
    map.put("all", figures(part, hits));
    map.put("found", part.found());
    return map;
  }

  private Map<String, Object> figures(Part part, int k) {
    double[] counts = to(part, k);
    double mean = Arrays.stream(counts).average().orElseThrow();
    List<Double> interval = interval(counts);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("hits", k);
    map.put("runsThatFoundThem", part.found().stream().filter(run -> run.size() >= k).count());
    map.put("evaluations", mean);
    map.put("evaluationsCi95", interval);
    map.put("evaluationsMedian", Robust.median(counts));
    map.put("evaluationsRandom", random(k));
    map.put("timesRandom", random(k) / mean);
    map.put("timesRandomCi95", List.of(random(k) / interval.get(1), random(k) / interval.get(0)));
    return map;
  }

  /** The same as lines for people. */
  String lines(Part part) {
    StringBuilder text = new StringBuilder();
    for (int k : new int[] {half(), hits}) {
      double[] counts = to(part, k);
      List<Double> interval = interval(counts);
      long reached = part.found().stream().filter(run -> run.size() >= k).count();
      text.append(
          String.format(
              Locale.ROOT,
              "%-18s %2d of %d hits: %.0f [%.0f, %.0f] evaluations, median %.0f, %s%.1f x random"
                  + " (%.0f); %d of %d runs%n",
              part.features(),
              k,
              hits,
              Arrays.stream(counts).average().orElseThrow(),
              interval.get(0),
              interval.get(1),
              Robust.median(counts),
              reached < counts.length ? "at most " : "",
              random(k) / Arrays.stream(counts).average().orElseThrow(),
              random(k),
              reached,
              counts.length));
    }
    text.append(String.format(Locale.ROOT, "%-18s %.1f s a run%n", "", part.seconds()));
    return text.toString();
  }

  /** 95 % of bootstrap means over runs. */
  private static List<Double> interval(double[] values) {
    SplittableRandom random = Seeds.stream(SEED, "bootstrap");
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      for (int i = 0; i < values.length; i++) {
        means[r] += values[random.nextInt(values.length)] / values.length;
      }
    }
    Arrays.sort(means);
    List<Double> interval = new ArrayList<>();
    interval.add(means[(int) Math.round(0.025 * (RESAMPLES - 1))]);
    interval.add(means[(int) Math.round(0.975 * (RESAMPLES - 1))]);
    return interval;
  }
}
