package io.athanor.acquisition.planner.numeric;

import java.util.SplittableRandom;

/**
 * Independent random streams out of one campaign seed. Mixing is SplitMix64's finaliser (Steele,
 * Lea and Flood, OOPSLA 2014), the generator is {@link SplittableRandom}, whose sequence is fixed
 * by its specification.
 */
public final class Seeds {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The seed of the proposal with this ordinal (0-based) in a campaign. */
  public static long ofProposal(long campaignSeed, long ordinal) {
    return mix(mix(campaignSeed + GOLDEN_GAMMA) ^ (ordinal + 1) * GOLDEN_GAMMA);
  }

  /**
   * A generator for one named purpose under a seed, so that adding a purpose moves no other stream.
   */
  public static SplittableRandom stream(long seed, String purpose) {
    return new SplittableRandom(mix(seed ^ mix(purpose.hashCode())));
  }

  /** One standard normal draw (Marsaglia's polar method). */
  public static double gaussian(SplittableRandom random) {
    while (true) {
      double a = 2 * random.nextDouble() - 1;
      double b = 2 * random.nextDouble() - 1;
      double s = a * a + b * b;
      if (s > 0 && s < 1) {
        return a * Math.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
