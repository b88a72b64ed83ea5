package io.athanor.streams.fuse;

import java.time.Duration;
import java.util.Objects;

/**
 * How materials are fused.
 *
 * @param lateGrace how long before the newest event of a material another may have happened and
 *     still be no correction
 * @param literatureHalfLife in which the weight of a document halves, at least {@value
 *     #LEAST_HALF_LIFE_DAYS} days: the sums of centuries then stay short
 * @param references reference samples
 */
public record FusionSettings(
    Duration lateGrace, Duration literatureHalfLife, References references) {
  private static final int LEAST_HALF_LIFE_DAYS = 30;

  /** Checks the values. */
  public FusionSettings {
    Objects.requireNonNull(references, "references");
    if (lateGrace.isNegative()) {
      throw new IllegalArgumentException("lateGrace: is " + lateGrace);
    }
    if (literatureHalfLife.toDays() < LEAST_HALF_LIFE_DAYS) {
      throw new IllegalArgumentException(
          "literatureHalfLife: is " + literatureHalfLife + ", below 30 days");
    }
  }

  /** How a material is fused while this is known of the instruments. */
  public Fusion with(Offsets offsets) {
    return new Fusion(offsets, lateGrace, literatureHalfLife);
  }
}
