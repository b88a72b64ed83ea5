package io.athanor.federation.round;

import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.privacy.PrivacyTerms;
import java.util.Optional;

/**
 * Which head is summed up.
 *
 * @param property what is regressed
 * @param unit UCUM code that targets are converted to
 * @param modelDigest whose embeddings are the features
 * @param dimension length of the embedding; a feature that is always 1 comes before it
 * @param targetScale what targets are divided by before they are summed, in {@code unit}, positive
 * @param privacy bounds and noise; empty for exact sums
 */
public record HeadTerms(
    String property,
    String unit,
    String modelDigest,
    int dimension,
    double targetScale,
    Optional<PrivacyTerms> privacy) {
  private static final int MOST_DIMENSION = 1024;

  /** Checks the fields. */
  public HeadTerms {
    if (property.isBlank()) {
      throw new IllegalArgumentException("head.property is blank");
    }
    if (modelDigest.isBlank()) {
      throw new IllegalArgumentException("head.modelDigest is blank");
    }
    if (dimension < 1 || dimension > MOST_DIMENSION) {
      throw new IllegalArgumentException("head.dimension " + dimension + " is not in 1..1024");
    }
    if (!(targetScale > 0) || Double.isInfinite(targetScale)) {
      throw new IllegalArgumentException("head.targetScale " + targetScale + " is not positive");
    }
  }

  /** Length of the summed vector. */
  public int length() {
    return SufficientStatistics.length(dimension + 1);
  }
}
