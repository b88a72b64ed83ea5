package io.athanor.allinone.failures;

import io.athanor.acquisition.diagnosis.Cause;
import io.athanor.acquisition.diagnosis.Diagnosis;
import io.athanor.acquisition.diagnosis.Diagnostician;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** How often the diagnosis is right in simulated laboratories, beside two foils. */
final class DiagnosisTrial {
  private static final int RESAMPLES = 1_000;

  /** Seeds on which the numbers of the diagnosis, and the majority foil, were chosen. */
  private static final int CHOSEN_ON = 100;

  private final List<List<FaultyLaboratory.Labelled>> laboratories = new ArrayList<>();
  private final List<Cause> majority;

  /**
   * Runs the laboratories.
   *
   * @param first seed of the first one, above those the numbers were chosen on
   */
  DiagnosisTrial(int count, int experiments, long first) {
    if (first <= CHOSEN_ON) {
      throw new IllegalArgumentException(
          "--seed must be above " + CHOSEN_ON + ", up to which numbers were chosen");
    }
    for (int i = 0; i < count; i++) {
      laboratories.add(FaultyLaboratory.failures(first + i, experiments));
    }
    majority = byFrequency(experiments);
  }

  /**
   * Top-1 and top-2 accuracy.
   *
   * @param top1 share of failures whose first cause is the true one, with 95 % over laboratories
   * @param top2 share of failures whose first or second cause is
   */
  record Accuracy(double[] top1, double[] top2) {
    Map<String, Object> document() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("top1", top1[0]);
      map.put("top1Ci95", List.of(top1[1], top1[2]));
      map.put("top2", top2[0]);
      map.put("top2Ci95", List.of(top2[1], top2[2]));
      return map;
    }
  }

  int failures() {
    return laboratories.stream().mapToInt(List::size).sum();
  }

  Accuracy full() {
    return accuracy(each -> ranking(Diagnostician.diagnose(each.failure())));
  }

  Accuracy withoutHistory() {
    return accuracy(each -> ranking(Diagnostician.diagnose(each.alone())));
  }

  Accuracy majority() {
    return accuracy(each -> majority);
  }

  /** Failures, top-1 and top-2 hits by true cause. */
  Map<Cause, int[]> byCause() {
    Map<Cause, int[]> counts = new EnumMap<>(Cause.class);
    for (List<FaultyLaboratory.Labelled> laboratory : laboratories) {
      for (FaultyLaboratory.Labelled each : laboratory) {
        List<Cause> ranking = ranking(Diagnostician.diagnose(each.failure()));
        int[] count = counts.computeIfAbsent(each.truth(), any -> new int[3]);
        count[0]++;
        count[1] += ranking.get(0) == each.truth() ? 1 : 0;
        count[2] += ranking.subList(0, 2).contains(each.truth()) ? 1 : 0;
      }
    }
    return counts;
  }

  /** Of failures with these true causes, the share that counts against the recipe. */
  Map<String, Double> infeasible() {
    int[] recipe = new int[2];
    int[] hardware = new int[2];
    for (List<FaultyLaboratory.Labelled> laboratory : laboratories) {
      for (FaultyLaboratory.Labelled each : laboratory) {
        boolean counts = Diagnostician.diagnose(each.failure()).infeasible();
        switch (each.truth()) {
          case SYNTHESIS_CONDITION, PHASE_IMPURITY -> count(recipe, counts);
          case INSTRUMENT, ROBOT, SAMPLE_HANDLING -> count(hardware, counts);
          case PRECURSOR, OUT_OF_DOMAIN, UNKNOWN -> {}
        }
      }
    }
    return Map.of(
        "recipe", (double) recipe[0] / Math.max(1, recipe[1]),
        "hardware", (double) hardware[0] / Math.max(1, hardware[1]));
  }

  private static void count(int[] shares, boolean counts) {
    shares[0] += counts ? 1 : 0;
    shares[1]++;
  }

  private interface Rule {
    List<Cause> ranking(FaultyLaboratory.Labelled failure);
  }

  private Accuracy accuracy(Rule rule) {
    double[][] hits = new double[laboratories.size()][3];
    for (int i = 0; i < hits.length; i++) {
      for (FaultyLaboratory.Labelled each : laboratories.get(i)) {
        List<Cause> ranking = rule.ranking(each);
        hits[i][0]++;
        hits[i][1] += ranking.get(0) == each.truth() ? 1 : 0;
        hits[i][2] += ranking.subList(0, 2).contains(each.truth()) ? 1 : 0;
      }
    }
    return new Accuracy(interval(hits, 1), interval(hits, 2));
  }

  /** Mean and 95 % of bootstrap means, whole laboratories drawn: their failures share causes. */
  private static double[] interval(double[][] hits, int which) {
    SplittableRandom random = Seeds.stream(1, "bootstrap");
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double count = 0;
      double right = 0;
      for (int i = 0; i < hits.length; i++) {
        double[] drawn = hits[random.nextInt(hits.length)];
        count += drawn[0];
        right += drawn[which];
      }
      means[r] = right / Math.max(1, count);
    }
    Arrays.sort(means);
    double count = 0;
    double right = 0;
    for (double[] each : hits) {
      count += each[0];
      right += each[which];
    }
    return new double[] {
      right / Math.max(1, count), means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]
    };
  }

  private static List<Cause> ranking(Diagnosis diagnosis) {
    return diagnosis.causes().stream().map(each -> each.cause()).toList();
  }

  private static List<Cause> byFrequency(int experiments) {
    int[] counts = new int[Cause.values().length];
    for (int seed = 1; seed <= CHOSEN_ON / 5; seed++) {
      FaultyLaboratory.failures(seed, experiments)
          .forEach(each -> counts[each.truth().ordinal()]++);
    }
    return Arrays.stream(Cause.values())
        .sorted((one, other) -> counts[other.ordinal()] - counts[one.ordinal()])
        .toList();
  }
}
