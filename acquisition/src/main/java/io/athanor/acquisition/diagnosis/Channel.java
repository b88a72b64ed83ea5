package io.athanor.acquisition.diagnosis;

import java.util.Locale;
import java.util.Optional;

/**
 * One kind of evidence and how often it is abnormal under each cause.
 *
 * <p>Every value is turned into a deviation z >= 0 in units of what a healthy laboratory shows.
 * Normal deviations are half-normal of width 1, abnormal ones of width 4; under a cause the channel
 * is abnormal with the tabulated probability, so that the likelihood is the mixture of both. The
 * ratio of the two grows with z: a larger deviation never speaks against a cause that makes the
 * channel abnormal more often. The probabilities are assumptions of laboratory practice, chosen on
 * other seeds of the simulator than any that is reported.
 */
enum Channel {
  /** Share of the wanted phase, 0..1. */
  PHASE_PURITY(0.08, 0.75, 0.9, 0.9, 0.65, 0.4, 0.6, 0.1, 0.4) {
    @Override
    double deviation(double value) {
      return Math.max(0, 1 - value);
    }
  },
  /** Share of phases that are precursors, 0..1. */
  PRECURSOR_PHASE(0.05, 0.35, 0.15, 0.65, 0.5, 0.25, 0.15, 0.05, 0.3),
  /** Share of phases known as decomposition products, 0..1. */
  DECOMPOSITION_PHASE(0.04, 0.15, 0.1, 0.45, 0.4, 0.1, 0.65, 0.05, 0.3),
  /** Share of other phases, 0..1. */
  COMPETING_PHASE(0.05, 0.65, 0.9, 0.15, 0.1, 0.4, 0.15, 0.05, 0.3),
  /** Relative error of the mass dispensed. */
  MASS_ERROR(0.02, 0.35, 0.05, 0.05, 0.05, 0.55, 0.1, 0.05, 0.2),
  /** Age of the precursor in days. */
  PRECURSOR_AGE(90, 0.7, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.25),
  /** Temperature reached less temperature asked for, in K, by an independent probe. */
  TEMPERATURE_ERROR(5, 0.08, 0.08, 0.08, 0.65, 0.08, 0.08, 0.08, 0.15),
  /** Days since the instrument was calibrated. */
  CALIBRATION_AGE(30, 0.25, 0.25, 0.25, 0.6, 0.25, 0.25, 0.25, 0.25),
  /** What the last check of the calibration was off by, in K. */
  CALIBRATION_DRIFT(3, 0.15, 0.15, 0.15, 0.7, 0.15, 0.15, 0.15, 0.2),
  /** Errors that the robot reported during the experiment. */
  ROBOT_ERRORS(0.7, 0.08, 0.08, 0.08, 0.08, 0.7, 0.15, 0.08, 0.15),
  /** Distance of the sample from its place, in mm. */
  PLACEMENT_ERROR(0.3, 0.08, 0.08, 0.08, 0.08, 0.75, 0.15, 0.08, 0.15),
  /** Signal over noise of the measurement; small is bad. */
  SIGNAL_TO_NOISE(0.1, 0.1, 0.1, 0.1, 0.4, 0.2, 0.15, 0.05, 0.25) {
    @Override
    double deviation(double value) {
      return value > 0 ? 1 / value : 10;
    }
  },
  /** Shift of the reference peak, in degrees. */
  PEAK_SHIFT(0.03, 0.08, 0.08, 0.08, 0.4, 0.12, 0.08, 0.05, 0.15),
  /** Share of the sample's mass that came out, 0..1. */
  MASS_RECOVERED(0.05, 0.08, 0.05, 0.08, 0.05, 0.5, 0.35, 0.05, 0.2) {
    @Override
    double deviation(double value) {
      return Math.max(0, 1 - value);
    }
  },
  /** Minutes that the sample lay in air. */
  EXPOSURE_TIME(10, 0.08, 0.08, 0.08, 0.08, 0.08, 0.85, 0.15, 0.2),
  /** Measured less predicted, in predicted standard deviations. */
  PREDICTION_ERROR(1, 0.35, 0.35, 0.35, 0.35, 0.3, 0.35, 0.95, 0.4),
  /** How far the candidate is from what the model knows, 0..1. */
  OUT_OF_DOMAIN(0.25, 0.15, 0.2, 0.2, 0.15, 0.15, 0.15, 0.8, 0.25);

  private static final double ABNORMAL_WIDTH = 4;

  /** Beyond this everything is as abnormal as it gets. */
  private static final double MOST = 20;

  private final double unit;
  private final double[] abnormal;

  Channel(double unit, double... abnormal) {
    this.unit = unit;
    this.abnormal = abnormal;
  }

  /** The channel that events call {@code name}; empty for evidence that nothing is known of. */
  static Optional<Channel> named(String name) {
    for (Channel channel : values()) {
      if (channel.label().equals(name)) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }

  /** As events name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How far the value is from what it should be, in the channel's own unit. */
  double deviation(double value) {
    return Math.abs(value);
  }

  /** Log likelihood of a finite value under a cause, up to what all causes share. */
  double logLikelihood(double value, Cause cause) {
    double z = Math.min(MOST, deviation(value) / unit);
    double p = abnormal[cause.ordinal()];
    double normal = StrictMath.exp(-z * z / 2);
    double wide = StrictMath.exp(-z * z / (2 * ABNORMAL_WIDTH * ABNORMAL_WIDTH)) / ABNORMAL_WIDTH;
    return StrictMath.log((1 - p) * normal + p * wide);
  }
}
