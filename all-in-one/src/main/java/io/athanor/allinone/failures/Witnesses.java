package io.athanor.allinone.failures;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What instruments, logs and people report of a run: noisy, and not all of it. */
final class Witnesses {
  private static final String[] WORDS = {"synthesis", "measurement", "lost", "rejected"};

  private Witnesses() {}

  /** The worker's word for it, wrong one time in ten. */
  static String word(SplittableRandom random, Run run, Run.Result result) {
    if (random.nextDouble() < 0.1) {
      return WORDS[random.nextInt(WORDS.length)];
    }
    if (result.lost()) {
      return "lost";
    }
    if (run.struck()) {
      return random.nextBoolean() ? "rejected" : "measurement";
    }
    return result.purity() < 0.7 ? "synthesis" : "measurement";
  }

  static Map<String, Double> evidence(
      SplittableRandom random,
      Run run,
      Run.Result result,
      Hardware hardware,
      int station,
      int lot) {
    Map<String, Double> evidence = new TreeMap<>();
    boolean readable = !result.lost() && result.signal() > 3;
    if (readable && random.nextDouble() < 0.85) {
      phases(random, result, evidence);
    }
    double shift = run.alignment() + 0.01 * Seeds.gaussian(random);
    note(random, readable ? 0.3 : 1, evidence, "peak_shift", shift);
    note(random, 0.25, evidence, "signal_to_noise", result.lost() ? 0.5 : result.signal());
    note(random, 0.4, evidence, "mass_error", result.massError() + 0.01 * Seeds.gaussian(random));
    note(random, 0.3, evidence, "precursor_age", hardware.age(lot));
    note(
        random,
        0.55,
        evidence,
        "temperature_error",
        run.offset() + 2 * run.spread() + 3 * Seeds.gaussian(random));
    note(random, 0.2, evidence, "calibration_age", hardware.calibrated(station));
    note(
        random,
        0.5,
        evidence,
        "calibration_drift",
        run.offset() * (0.3 + 0.7 * random.nextDouble()) + 2 * Seeds.gaussian(random));
    double worn = run.placement() > 0.7 ? 1.1 : 0.08;
    note(random, 0.2, evidence, "robot_errors", count(random, worn));
    note(
        random,
        0.5,
        evidence,
        "placement_error",
        Math.abs(run.placement() + 0.1 * Seeds.gaussian(random)));
    double kept = 1 - Math.min(0.9, 2 * Math.abs(Math.min(0, result.massError())));
    note(random, 0.5, evidence, "mass_recovered", result.lost() ? 0 : kept);
    note(
        random, 0.4, evidence, "exposure_time", run.exposure() * (0.8 + 0.4 * random.nextDouble()));
    note(random, readable ? 0.25 : 1, evidence, "prediction_error", result.error());
    note(
        random,
        0.3,
        evidence,
        "out_of_domain",
        Math.max(0, Math.min(1, run.distance() + 0.1 * Seeds.gaussian(random))));
    return evidence;
  }

  /** A refinement: some of each phase is taken for another. */
  private static void phases(
      SplittableRandom random, Run.Result result, Map<String, Double> evidence) {
    double mixed = 0.15 * random.nextDouble();
    double others = result.precursor() + result.decomposed() + result.competing();
    put(random, evidence, "phase_purity", result.purity());
    put(random, evidence, "precursor_phase", (1 - mixed) * result.precursor() + mixed * others / 3);
    put(
        random,
        evidence,
        "decomposition_phase",
        (1 - mixed) * result.decomposed() + mixed * others / 3);
    put(random, evidence, "competing_phase", (1 - mixed) * result.competing() + mixed * others / 3);
  }

  private static void put(
      SplittableRandom random, Map<String, Double> evidence, String name, double share) {
    if (random.nextDouble() < 0.9) {
      evidence.put(name, Math.max(0, Math.min(1, share + 0.03 * Seeds.gaussian(random))));
    }
  }

  private static void note(
      SplittableRandom random,
      double missing,
      Map<String, Double> evidence,
      String name,
      double value) {
    if (random.nextDouble() >= missing) {
      evidence.put(name, value);
    }
  }

  /** A Poisson count by multiplication (Knuth). */
  private static double count(SplittableRandom random, double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
