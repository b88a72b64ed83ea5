package io.athanor.allinone.fleet;

import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What comes of each step and how long it takes: pure, so that a step asked for again gives the
 * same. Times are gamma distributed with a coefficient of variation of 0.35, which is four to nine
 * draws of an exponential: positive, skewed, without a tail that would decide the run.
 */
final class SampleModel {
  /** Share of experiments that fail. */
  static final double FAILING = 0.06;

  /** Numeric parameters of a campaign, each 0..1. */
  static final int DIMENSIONS = 4;

  private static final int SHAPE = 8;

  private final long seed;

  SampleModel(long seed) {
    this.seed = seed;
  }

  /** Seconds that a step takes. */
  double seconds(StepKey key, double mean) {
    RandomGenerator random = random("time", key.experimentId(), key.step());
    double sum = 0;
    for (int i = 0; i < SHAPE; i++) {
      sum -= Math.log(1 - random.nextDouble());
    }
    return mean * sum / SHAPE;
  }

  /**
   * What a step gives.
   *
   * @param parameters of the candidate, by name
   * @param steps of the recipe
   * @param drift of the measuring instrument, added to the value
   */
  Sample sample(StepKey key, Map<String, Double> parameters, int steps, double drift) {
    RandomGenerator random = random("fate", key.experimentId(), 0);
    boolean fails = random.nextDouble() < FAILING;
    int failingStep = random.nextInt(steps);
    int cause = random.nextInt(2);
    if (fails && failingStep == key.step()) {
      return bad(key.step() == steps - 1 ? 2 : key.step(), cause, random);
    }
    double value = 0;
    for (double each : parameters.values()) {
      value += 1 - 4 * (each - 0.6) * (each - 0.6);
    }
    double noise = 0.02 * (random("noise", key.experimentId(), key.step()).nextDouble() - 0.5);
    return new Sample.Good(value / Math.max(1, parameters.size()) + noise + drift);
  }

  private static Sample.Bad bad(int stage, int cause, RandomGenerator random) {
    double severity = 0.2 + 0.6 * random.nextDouble();
    boolean first = cause == 0;
    return switch (stage) {
      case 0 ->
          first
              ? new Sample.Bad("synthesis", "precursor", true, Map.of("mass_error", severity))
              : new Sample.Bad("lost", "robot", true, Map.of("position_error", 10 * severity));
      case 1 ->
          first
              ? new Sample.Bad(
                  "synthesis", "phase-impurity", false, Map.of("phase_purity", 1 - severity))
              : new Sample.Bad(
                  "synthesis",
                  "synthesis-condition",
                  true,
                  Map.of("temperature_error", 80 * severity));
      default ->
          first
              ? new Sample.Bad("measurement", "instrument", true, Map.of("signal_to_noise", 1.5))
              : new Sample.Bad(
                  "measurement", "sample-handling", true, Map.of("position_error", 5 * severity));
    };
  }

  private RandomGenerator random(String purpose, String experimentId, int step) {
    String id =
        EventIds.derived(
            Instant.EPOCH, Long.toString(seed), purpose, experimentId, Integer.toString(step));
    return new SplittableRandom(UUID.fromString(id).getLeastSignificantBits());
  }
}
