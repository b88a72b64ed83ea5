package io.athanor.allinone.failures;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.SplittableRandom;

/**
 * Machines and bottles that age from day to day: furnaces drift and thermocouples break until the
 * next calibration, detectors lose alignment, grippers wear, powders take up water.
 */
final class Hardware {
  static final int STATIONS = 4;
  static final int ROBOTS = 3;
  static final int LOTS = 4;

  private static final double DRIFT = 0.8;
  private static final double BREAKS = 0.006;
  private static final double CALIBRATED_EVERY = 70;
  private static final double MISALIGNS = 0.004;
  private static final double WEARS = 0.006;

  private final SplittableRandom random;
  private final double[] offset = new double[STATIONS];
  private final double[] calibrated = new double[STATIONS];
  private final double[] alignment = new double[STATIONS];
  private final double[] grip = new double[ROBOTS];
  private final double[] age = new double[LOTS];
  private final double[] uptake = new double[LOTS];

  Hardware(long seed) {
    random = Seeds.stream(seed, "hardware");
    for (int i = 0; i < STATIONS; i++) {
      calibrated[i] = CALIBRATED_EVERY * random.nextDouble();
    }
    for (int i = 0; i < ROBOTS; i++) {
      grip[i] = 0.2;
    }
    for (int i = 0; i < LOTS; i++) {
      renew(i);
      age[i] = 200 * random.nextDouble();
    }
  }

  /** One day passes. */
  void pass() {
    for (int i = 0; i < STATIONS; i++) {
      offset[i] += DRIFT * Seeds.gaussian(random);
      calibrated[i]++;
      if (random.nextDouble() < BREAKS) {
        offset[i] += (random.nextBoolean() ? 1 : -1) * (40 + 90 * random.nextDouble());
      }
      if (random.nextDouble() < MISALIGNS) {
        alignment[i] = 0.05 + 0.2 * random.nextDouble();
      }
      if (calibrated[i] > CALIBRATED_EVERY * (0.7 + 0.6 * random.nextDouble())) {
        offset[i] = 1.5 * Seeds.gaussian(random);
        alignment[i] = 0;
        calibrated[i] = 0;
      }
    }
    for (int i = 0; i < ROBOTS; i++) {
      if (random.nextDouble() < WEARS) {
        grip[i] = 0.8 + 0.8 * random.nextDouble();
      } else if (grip[i] > 0.5 && random.nextDouble() < 0.04) {
        grip[i] = 0.2;
      }
    }
    for (int i = 0; i < LOTS; i++) {
      age[i]++;
      if (age[i] > 360) {
        renew(i);
      }
    }
  }

  private void renew(int lot) {
    age[lot] = 0;
    boolean hygroscopic = random.nextDouble() < 0.12;
    uptake[lot] = hygroscopic ? 0.15 / 120 : 0.01 / 120;
  }

  /** How far a furnace is from its set point, K. */
  double offset(int station) {
    return offset[station];
  }

  /** Days since calibration. */
  double calibrated(int station) {
    return calibrated[station];
  }

  /** Shift of a detector's reference peak, degrees; above 0.05 the intensity suffers. */
  double alignment(int station) {
    return alignment[station];
  }

  /** Width of a robot's placement, mm. */
  double grip(int robot) {
    return grip[robot];
  }

  /** Days since a bottle was opened. */
  double age(int lot) {
    return age[lot];
  }

  /** Share of a bottle's mass that is water by now. */
  double water(int lot) {
    return Math.min(0.3, uptake[lot] * age[lot]);
  }
}
