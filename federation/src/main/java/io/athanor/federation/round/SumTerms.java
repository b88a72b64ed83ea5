package io.athanor.federation.round;

import io.athanor.federation.sum.FixedPoint;
import io.athanor.federation.sum.RingVector;
import io.athanor.federation.sum.Shamir;

/**
 * What a masked sum is held to.
 *
 * @param length numbers in the vector, up to 2^24
 * @param fractionBits bits behind the point in fixed point
 * @param fewest sites that must contribute, at least 3: of two, each would know the other's
 * @param most sites that may, up to 255
 */
public record SumTerms(int length, int fractionBits, int fewest, int most) {
  /** The fewest sites among whom a sum tells nobody a term. */
  public static final int FEWEST = 3;

  /** 72 bits behind the point: sums up to 3.6e16 at a resolution of 2.1e-22. */
  public static final int FRACTION_BITS = 72;

  private static final int MOST_LENGTH = 1 << 24;
  private static final int PART_BYTES = 512 * 1024;

  /** Checks the numbers. */
  public SumTerms {
    if (length < 1 || length > MOST_LENGTH) {
      throw new IllegalArgumentException("sum.length " + length + " is not in 1.." + MOST_LENGTH);
    }
    if (fewest < FEWEST) {
      throw new IllegalArgumentException("sum.fewest " + fewest + " is below " + FEWEST);
    }
    if (most < fewest || most > Shamir.MOST) {
      throw new IllegalArgumentException(
          "sum.most %d is not in %d..%d".formatted(most, fewest, Shamir.MOST));
    }
    new FixedPoint(fractionBits, most);
  }

  /** The coding of one term. */
  public FixedPoint fixedPoint() {
    return new FixedPoint(fractionBits, most);
  }

  /**
   * Shares that give a secret among so many sites: more than two thirds, so that not even a hub
   * that tells its readers different things can collect both secrets of one site (Bonawitz et al.
   * 2017, section 6).
   */
  public static int threshold(int sites) {
    return 2 * sites / 3 + 1;
  }

  /** In how many messages a vector goes, each below the usual limit of a broker. */
  public int parts() {
    return (length * RingVector.BYTES + PART_BYTES - 1) / PART_BYTES;
  }

  /** Where part {@code i} begins, in bytes; that of {@link #parts} is the end. */
  int partStart(int i) {
    return (int) Math.min((long) i * PART_BYTES, (long) length * RingVector.BYTES);
  }
}
