package io.athanor.acquisition.bench;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Outcomes with their features, one after the other, whose law changes at one event.
 *
 * @param features of each outcome
 * @param targets the outcomes
 * @param learnt outcomes that are learnt before any is forecast
 * @param change the first outcome of the other law
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
public record LabelledStream(List<double[]> features, double[] targets, int learnt, int change) {
  private static final int FEATURES = 8;
  private static final int LEARNT = 100;
  private static final int USUAL = 300;
  private static final int AFTER = 400;

  /** Copies and checks. */
  public LabelledStream {
    features = List.copyOf(features);
    if (features.size() != targets.length || change <= learnt || change >= targets.length) {
      throw new IllegalArgumentException(
          "stream: %d rows, %d outcomes, %d learnt, change at %d"
              .formatted(features.size(), targets.length, learnt, change));
    }
  }

  /**
   * A linear law with normal noise of deviation 1.
   *
   * @param level what the level moves by, in deviations of the noise
   * @param spread what the noise is multiplied by
   */
  public static LabelledStream madeUp(double level, double spread, long seed) {
    SplittableRandom random = Seeds.stream(seed, "labelled-stream");
    double[] weights = new double[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      weights[i] = random.nextGaussian();
    }
    int length = LEARNT + USUAL + AFTER;
    int change = LEARNT + USUAL;
    List<double[]> features = new ArrayList<>();
    double[] targets = new double[length];
    for (int t = 0; t < length; t++) {
      double[] row = new double[FEATURES + 1];
      row[0] = 1;
      for (int i = 0; i < FEATURES; i++) {
        row[i + 1] = random.nextGaussian();
        targets[t] += weights[i] * row[i + 1];
      }
      boolean after = t >= change;
      targets[t] += random.nextGaussian() * (after ? spread : 1) + (after ? level : 0);
      features.add(row);
    }
    return new LabelledStream(features, targets, LEARNT, change);
  }
}
