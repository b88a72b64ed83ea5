package io.athanor.allinone.lab;

import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Random numbers that are a function of a seed and of what they are for. */
final class Randoms {
  private Randoms() {}

  /** The generator of {@code seed} for a purpose: the same parts give the same numbers. */
  static RandomGenerator of(long seed, String... purpose) {
    String[] parts = new String[purpose.length + 1];
    parts[0] = Long.toString(seed);
    System.arraycopy(purpose, 0, parts, 1, purpose.length);
    return new SplittableRandom(
        UUID.fromString(EventIds.derived(Instant.EPOCH, parts)).getLeastSignificantBits());
  }
}
